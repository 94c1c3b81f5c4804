# Expected numbers for funnels, by R's own glm, lm, survfit and quantile: tests/reference/funnel_decompose.csv,
# funnel_same.csv, funnel_curve.csv, funnel_times.csv.
# usage: Rscript scripts/reference_funnel.R tests/reference   (writes the tables there)
suppressPackageStartupMessages(library(survival))
folder <- commandArgs(trailingOnly = TRUE)[1]
version <- paste("R", paste(R.version$major, R.version$minor, sep = "."))
survival_version <- paste(version, "survival", packageVersion("survival"))
list_of <- function(v) paste(sprintf("%.17g", v), collapse = ";")
write_rows <- function(name, rows) {
  lines <- c(paste(names(rows[[1]]), collapse = ","), vapply(rows, paste, "", collapse = ","))
  writeLines(lines, file.path(folder, paste0(name, ".csv")))
}

# Each step among those who reached the one before: the coefficient of the arm in a binomial regression with logarithmic
# link is ln(r2/r1), its standard error the delta method's; Cochran's Q is the deviance of the weighted mean.
decompose <- function(name, control, treatment, alpha) {
  k <- length(control) - 1
  estimate <- se <- numeric(k)
  for (j in seq_len(k)) {
    n <- c(control[j], treatment[j])
    x <- c(control[j + 1], treatment[j + 1])
    # a saturated model: of large counts the deviance is noise, which glm takes for a failure to converge
    fit <- suppressWarnings(glm(cbind(x, n - x) ~ c(0, 1), family = binomial(link = "log"),
                                start = log(c(x[1] / n[1], 1)), control = glm.control(epsilon = 1e-13, maxit = 100)))
    estimate[j] <- log((x[2] / n[2]) / (x[1] / n[1]))
    stopifnot(abs(coef(fit)[2] - estimate[j]) < 1e-8)
    se[j] <- sqrt(vcov(fit)[2, 2])
  }
  z <- qnorm((1 - (1 - alpha)^(1 / k)) / 2, lower.tail = FALSE)
  mean_fit <- lm(estimate ~ 1, weights = 1 / se^2)
  q <- if (k > 1) deviance(mean_fit) else 0
  list(case = name, control = list_of(control), treatment = list_of(treatment), alpha = alpha,
       estimate = list_of(estimate), error = list_of(se), lower = list_of(estimate - z * se),
       upper = list_of(estimate + z * se), q = sprintf("%.17g", q), df = k - 1,
       p_value = sprintf("%.17g", if (k > 1) pchisq(q, k - 1, lower.tail = FALSE) else 1),
       source = paste(version, "glm log link and lm"))
}
write_rows("funnel_decompose", list(
  decompose("shop", c(50000, 21000, 9000, 5000), c(50200, 21900, 9300, 5300), 0.05),
  decompose("small", c(400, 220, 90, 31), c(390, 230, 120, 35), 0.05),
  decompose("two", c(1000, 300, 30), c(3000, 800, 110), 0.1),
  decompose("long", c(90400, 45200, 30000, 12000, 6030, 2500, 452), c(90100, 46200, 30100, 12900, 6000, 2610, 470), 0.01),
  decompose("large", c(1e12, 4e11, 1e11), c(1e12, 400001000000, 99990000000), 0.05)
))

# Generalised least squares by solve().
same <- function(name, estimate, covariance) {
  w <- solve(covariance)
  m <- sum(w %*% estimate) / sum(w)
  e <- estimate - m
  q <- drop(t(e) %*% w %*% e)
  df <- length(estimate) - 1
  list(case = name, estimate = list_of(estimate), covariance = list_of(as.vector(covariance)),
       q = sprintf("%.17g", q), df = df, p_value = sprintf("%.17g", pchisq(q, df, lower.tail = FALSE)),
       source = paste(version, "solve"))
}
write_rows("funnel_same", list(
  same("diagonal", c(0.02, 0.05, -0.03), diag(c(1e-4, 4e-4, 9e-4))),
  same("neighbours", c(0.10, -0.02, 0.07, 0.01),
       matrix(c(4, -1, 0, 0, -1, 6, -2, 0, 0, -2, 9, -3, 0, 0, -3, 16), 4) * 1e-4),
  same("pair", c(0.3, 0.1), matrix(c(0.02, 0.004, 0.004, 0.01), 2))
))

# Users enter over 20 days of which 14 are the window: who entered late has not used it. Times in hours, whole, so that
# there are ties.
censored <- function(name, seed, n, rate, hours, window, last) {
  set.seed(seed)
  k <- length(rate)
  followed <- sample(last, n, replace = TRUE)
  at <- matrix(Inf, n, k)
  for (i in seq_len(n)) {
    now <- 0
    for (j in seq_len(k)) {
      if (runif(1) > rate[j]) break
      now <- now + ceiling(rexp(1, 1 / hours[j]))
      if (now > min(window, followed[i])) break
      at[i, j] <- now
    }
  }
  share <- error <- numeric(k)
  part <- matrix(0, n, k)
  for (j in seq_len(k)) {
    seen <- is.finite(at[, j])
    time <- ifelse(seen, at[, j], pmin(followed, window))
    fit <- survfit(Surv(time, seen) ~ 1, influence = 1)
    at_end <- length(fit$time)
    share[j] <- 1 - fit$surv[at_end]
    part[, j] <- -fit$influence.surv[, at_end] / share[j]
    plain <- survfit(Surv(time, seen) ~ 1) # Greenwood's
    error[j] <- plain$std.err[at_end] * plain$surv[at_end] / share[j]
  }
  ln_rate <- part
  if (k > 1) ln_rate[, -1] <- part[, -1] - part[, -k]
  list(case = name, steps = k, at = list_of(as.vector(t(at))), followed = list_of(followed), window = window,
       share = list_of(share), ln_error = list_of(error), covariance = list_of(as.vector(crossprod(ln_rate))),
       source = paste(survival_version, "survfit influence"))
}
write_rows("funnel_curve", list(
  censored("three", 11, 40, c(0.9, 0.7, 0.6), c(20, 40, 60), 336, 480),
  censored("early", 12, 60, c(0.8, 0.6), c(100, 150), 336, 400),
  censored("one", 13, 90, 0.5, 80, 336, 480),
  censored("nobody_young", 14, 40, c(0.8, 0.7, 0.5), c(30, 30, 30), 100, 100:140)
))

quartiles <- function(name, value) {
  q <- quantile(value, c(0.25, 0.5, 0.75), names = FALSE)
  list(case = name, value = list_of(value), lower = sprintf("%.17g", q[1]), median = sprintf("%.17g", q[2]),
       upper = sprintf("%.17g", q[3]), source = paste(version, "quantile type 7"))
}
set.seed(15)
write_rows("funnel_times", list(
  quartiles("one", 7), quartiles("two", c(10, 4)), quartiles("three", c(5, 5, 1)), quartiles("four", c(4, 1, 3, 2)),
  quartiles("ties", sample(5, 60, replace = TRUE)), quartiles("sorted", 1:101), quartiles("random", rexp(97, 1 / 3600))
))
