# Rows that published collections lack, computed by R's own p.adjust and integrate: Dunnett with
# unequal factors, one side and far tails, step-down, p.adjust with ties, Tukey's range.
# usage: Rscript scripts/reference_several.R tests/reference   (appends to the tables there)
folder <- commandArgs(trailingOnly = TRUE)[1]
version <- paste("R", paste(R.version$major, R.version$minor, sep = "."))
list_of <- function(v) paste(sprintf("%.17g", v), collapse = ";")
add <- function(name, ...) cat(paste(..., sep = ","), "\n", sep = "", append = TRUE,
                               file = file.path(folder, paste0(name, ".csv")))

# ln P(max >= z): the integrand is scaled by the tail of one, panels split at its features.
ln_tail <- function(z, factor, two) {
  rest <- sqrt(1 - factor^2)
  scale <- pnorm(z, lower.tail = FALSE, log.p = TRUE)
  some <- function(t) {
    miss <- 0 * t
    for (i in seq_along(factor)) {
      q <- pnorm((z - factor[i] * t) / rest[i], lower.tail = FALSE)
      if (two) q <- q + pnorm((z + factor[i] * t) / rest[i], lower.tail = FALSE)
      miss <- miss + log1p(-pmin(q, 1))
    }
    exp(dnorm(t, log = TRUE) + log(-expm1(miss)) - scale)
  }
  ahead <- max(z, 0)
  low <- if (two) 0 else min(factor) * ahead - 10
  breaks <- sort(unique(c(max(low, -Inf), factor * z, z / pmax(factor, .1), max(factor) * ahead + 10)))
  breaks <- breaks[breaks >= low & breaks <= max(factor) * ahead + 10]
  total <- 0
  for (i in seq_len(length(breaks) - 1))
    for (piece in 0:9) {
      width <- (breaks[i + 1] - breaks[i]) / 10
      total <- total + integrate(some, breaks[i] + piece * width, breaks[i] + (piece + 1) * width,
                                 rel.tol = 1e-13, abs.tol = 1e-16, subdivisions = 1000, stop.on.error = FALSE)$value
    }
  log((if (two) 2 else 1) * total) + scale
}
critical <- function(alpha, factor, two)
  uniroot(function(z) ln_tail(z, factor, two) - log(alpha), c(0.1, 6), tol = 1e-13)$root
distance <- function(z, alternative) switch(alternative, `two-sided` = abs(z), greater = z, less = -z)

families <- list(
  list("R01", c(.5, .6, .7, .8), c(0.3, -1.2, 2.4, 4.1)),
  list("R02", c(.7071067811865476, .7071067811865476), c(2.2121, 1.9)),
  list("R03", c(.3, .95, .99), c(-3.3, 2.9, 5.5)),
  list("R04", c(.57, .58, .59, .6, .61, .62, .63, .64, .65, .66), c(1, 2, 3, -4, 5, -6, 7, -8, 9, 10)),
  list("R05", c(.4, .8, .9), c(12.5, 20.25, 33)),
  list("R06", c(.9, .9, .5), c(2.5, 2.5, -2.5)))
source_of <- function(what) paste(version, what)
for (family in families) for (alternative in c("two-sided", "greater", "less")) {
  factor <- family[[2]]; z <- family[[3]]; two <- alternative == "two-sided"
  far <- distance(z, alternative)
  ln_p <- pmin(sapply(far, function(v) if (two && v == 0) 0 else ln_tail(v, factor, two)), 0)
  add("adjust_dunnett", family[[1]], "", "", list_of(factor), alternative, list_of(z), list_of(exp(ln_p)),
      list_of(ln_p), list_of(critical(.05, factor, two)), source_of("integrate"))
  order_of <- order(-far)
  running <- 0; adjusted <- z
  for (i in seq_along(order_of)) {
    left <- order_of[i:length(order_of)]
    running <- max(running, exp(min(ln_tail(far[order_of[i]], factor[left], two), 0)))
    adjusted[order_of[i]] <- running
  }
  add("adjust_dunnett_stepdown", family[[1]], list_of(factor), alternative, list_of(z), list_of(adjusted),
      source_of("integrate"))
}

p_families <- list(
  R10 = c(.01, .01, .04, .04, .5), R11 = c(1, 1, .03), R12 = c(1e-300, 1e-12, .2, .9), R13 = .02,
  R14 = c(.005, .06, .007, .04, .01, .03), R15 = c(.011, .012, .013, .014, .015, .016, .7), R16 = c(0, 1))
methods <- c(holm = "holm", hochberg = "hochberg", hommel = "hommel", bonferroni = "bonferroni", bh = "BH", by = "BY",
             none = "none")
for (method in names(methods)) for (case in names(p_families))
  add(paste0("adjust_", method), case, list_of(p_families[[case]]),
      list_of(p.adjust(p_families[[case]], methods[[method]])), source_of("p.adjust"))
# Sidak is 1 - (1 - p)^k; through logarithms only where that form has lost its digits
for (case in names(p_families)) {
  p <- p_families[[case]]; k <- length(p)
  add("adjust_sidak", case, list_of(p), list_of(-expm1(k * log1p(-p))), source_of("1 - (1 - p)^k by log1p and expm1"))
}
# ptukey itself errs by up to 2e-9; this is the same integral over the largest of the variables
range_tail <- function(q, arms) {
  tail <- function(x) {
    below <- pnorm(x)
    arms * dnorm(x) * below^(arms - 1) * -expm1((arms - 1) * log1p(-pnorm(x - q) / below))
  }
  breaks <- seq(-8, q / 2 + 10, by = .5)
  sum(sapply(seq_len(length(breaks) - 1), function(i)
    integrate(tail, breaks[i], breaks[i + 1], rel.tol = 1e-13, abs.tol = 0)$value))
}
for (arms in c(2, 3, 4, 7, 10, 15, 50)) for (q in c(.5, 2, 3.5, 5, 12))
  add("pairs_tukey", paste0("R2", arms), arms, list_of(q), list_of(range_tail(q, arms)), source_of("integrate"))
