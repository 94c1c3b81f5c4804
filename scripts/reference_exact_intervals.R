# Makes tests/reference/effect_fisher.csv and effect_barnard.csv, plainly and slowly, with R alone.
# Run in the project's root: Rscript scripts/reference_exact_intervals.R

fisher_p <- function(k, m, n1, n2, ln_odds) {
  support <- max(0, m - n1):min(m, n2)
  d <- dhyper(support, n2, n1, m, log = TRUE) + support * ln_odds
  d <- exp(d - max(d))
  d <- d / sum(d)
  sum(d[d <= d[support == k] * (1 + 1e-7)])
}

# Outermost of a fine grid that is accepted, then bisection against its rejected neighbour.
# `also`: points where the p-value jumps.
hull_end <- function(accepted, outside, inside, points = 4000, steps = 60, also = c()) {
  grid <- sort(c(seq(outside, inside, length.out = points), also), decreasing = outside > inside)
  hit <- match(TRUE, vapply(grid, accepted, TRUE))
  if (hit == 1) return(NA)
  out <- grid[hit - 1]
  into <- grid[hit]
  for (i in seq_len(steps)) {
    middle <- (out + into) / 2
    if (accepted(middle)) into <- middle else out <- middle
  }
  into
}

fisher_hull <- function(x1, n1, x2, n2, alpha) {
  ok <- function(t) fisher_p(x2, x1 + x2, n1, n2, t) > alpha
  m <- x1 + x2
  # ln odds ratios at which another table becomes exactly as likely as the observed one, within 1e-7
  others <- setdiff(max(0, m - n1):min(m, n2), x2)
  joins <- (dhyper(others, n2, n1, m, log = TRUE) - dhyper(x2, n2, n1, m, log = TRUE) +
            -log1p(1e-7) * (1 - 1e-7)) / (x2 - others)
  centre <- log((x2 + 0.5) / (n2 - x2 + 0.5) / ((x1 + 0.5) / (n1 - x1 + 0.5)))
  lower <- if (x2 == max(0, m - n1)) 0 else exp(hull_end(ok, centre - 12, centre, also = joins[joins > centre - 12 & joins < centre]))
  upper <- if (x2 == min(m, n2)) Inf else exp(hull_end(ok, centre + 12, centre, also = joins[joins < centre + 12 & joins > centre]))
  c(lower, upper)
}

# Score statistic at a difference, for vectors of tables. The constrained rate p1 (p2 = p1 + d) is
# where the slope of the likelihood changes sign; it falls, so halving the interval finds it.
score_z <- function(x1, n1, x2, n2, d) {
  low <- rep(max(0, -d), length(x1))
  high <- rep(min(1, 1 - d), length(x1))
  part <- function(x, p) ifelse(x == 0, 0, x / p)
  for (i in 1:100) {
    p <- (low + high) / 2
    slope <- part(x1, p) - part(n1 - x1, 1 - p) + part(x2, p + d) - part(n2 - x2, 1 - p - d)
    low <- ifelse(slope > 0, p, low)
    high <- ifelse(slope > 0, high, p)
  }
  p1 <- (low + high) / 2
  p2 <- p1 + d
  v <- p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2
  top <- x2 / n2 - x1 / n1 - d
  ifelse(abs(top) < 1e-14, 0, ifelse(v <= 1e-30, sign(top) * Inf, top / sqrt(v)))
}

# sup over p1 of P(|z| >= |z observed|) at difference d.
barnard_p <- function(x1, n1, x2, n2, d) {
  tables <- expand.grid(a = 0:n1, b = 0:n2)
  z <- abs(score_z(tables$a, n1, tables$b, n2, d))
  seen <- abs(score_z(x1, n1, x2, n2, d))
  extreme <- matrix(z >= seen * (1 - 1e-9), n1 + 1)
  size <- function(p1) {
    p2 <- min(1, max(0, p1 + d))
    drop(dbinom(0:n1, n1, min(1, max(0, p1))) %*% extreme %*% dbinom(0:n2, n2, p2))
  }
  low <- max(0, -d)
  high <- min(1, 1 - d)
  grid <- low + (high - low) * (1 - cos(seq(0, pi, length.out = 300))) / 2
  values <- vapply(grid, size, 0)
  best <- max(values)
  peaks <- which(values >= 0.99 * best & values >= c(0, head(values, -1)) & values >= c(tail(values, -1), 0))
  for (i in peaks) {
    span <- grid[c(max(1, i - 1), min(length(grid), i + 1))]
    best <- max(best, optimize(size, span, maximum = TRUE, tol = 1e-9)$objective)
  }
  best
}

barnard_hull <- function(x1, n1, x2, n2, alpha) {
  ok <- function(d) barnard_p(x1, n1, x2, n2, d) > alpha
  seen <- x2 / n2 - x1 / n1
  lower <- if (seen == -1) -1 else hull_end(ok, -1 + 1e-9, seen, 150, 40)
  upper <- if (seen == 1) 1 else hull_end(ok, 1 - 1e-9, seen, 150, 40)
  c(lower, upper)
}

write_table <- function(path, tables, confidences, scale, hull, options) {
  rows <- "case,control_conversions,control_visitors,treatment_conversions,treatment_visitors,confidence,scale,lower,upper,source,options"
  for (i in seq_along(tables)) for (confidence in confidences) {
    t <- tables[[i]]
    ends <- hull(t[1], t[2], t[3], t[4], 1 - confidence)
    rows <- c(rows, sprintf("E%02d,%d,%d,%d,%d,%.17g,%s,%.17g,%.17g,%s,%s", i, t[1], t[2], t[3], t[4], confidence, scale,
                            ends[1], ends[2], "R 4.2.2 scripts/reference_exact_intervals.R", options))
  }
  writeLines(rows, path)
}

fisher_tables <- list(c(3, 15, 9, 14), c(12, 40, 19, 35), c(0, 25, 4, 30), c(164, 247, 7, 7), c(10, 250, 25, 250),
                      c(1, 500, 9, 480), c(40, 500, 60, 500), c(120, 1000, 150, 900), c(5, 5, 0, 5), c(9, 90, 91, 910))
write_table("tests/reference/effect_fisher.csv", fisher_tables, c(0.9, 0.95, 0.99), "odds-ratio", fisher_hull,
            "hull of odds ratios with two-sided p above alpha; by likelihood; tolerance 1e-7")
barnard_tables <- list(c(3, 15, 9, 14), c(2, 7, 6, 13), c(0, 12, 4, 15), c(0, 7, 13, 13), c(9, 20, 12, 25), c(5, 5, 0, 5),
                       c(1, 26, 2, 26), c(4, 12, 9, 11))
write_table("tests/reference/effect_barnard.csv", barnard_tables, c(0.9, 0.95), "difference", barnard_hull,
            "hull of differences with unconditional two-sided score p above alpha")
