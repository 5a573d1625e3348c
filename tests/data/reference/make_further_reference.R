# Ratios, tests, replicate weights, designs of several stages, trimming, quantile rules, regressions and multiple imputations by R's
# survey package; writes further_reference.json beside itself, and the data sets that kumin's tests read (apiclus2.csv, scd.csv, api_more.csv).
# Rscript make_further_reference.R   (needs the packages survey, mitools and jsonlite)
suppressMessages({library(survey); library(mitools); library(jsonlite)})
data(api); data(scd); data(nhanes)
options(survey.lonely.psu="fail")
keep <- c("cds","stype","dnum","snum","api00","api99","enroll","api.stu","awards","sch.wide","meals","ell","mobility","pw","fpc1","fpc2")
write.csv(apiclus2[, keep], "apiclus2.csv", row.names=FALSE, na="")
more <- unique(rbind(apisrs[, c("cds","enroll","ell")], apistrat[, c("cds","enroll","ell")], apiclus1[, c("cds","enroll","ell")]))
write.csv(more, "api_more.csv", row.names=FALSE, na="")
srs   <- svydesign(ids=~1, fpc=~fpc, data=apisrs)
strat <- svydesign(ids=~1, strata=~stype, weights=~pw, fpc=~fpc, data=apistrat)
apiclus1$fpc <- as.numeric(apiclus1$fpc)
clus1 <- svydesign(ids=~dnum, weights=~pw, fpc=~fpc, data=apiclus1)
clus2 <- svydesign(ids=~dnum+snum, fpc=~fpc1+fpc2, data=apiclus2)
designs <- list(srs=srs, strat=strat, clus1=clus1)
jk1 <- as.svrepdesign(clus1, type="JK1"); jkn <- as.svrepdesign(strat, type="JKn")
set.seed(5); boot <- as.svrepdesign(clus1, type="bootstrap", replicates=40)
ref <- list(survey=as.character(packageVersion("survey")))
stat <- function(e, design) { ci <- confint(e, df=degf(design)); list(estimate=as.numeric(coef(e)), se=as.numeric(SE(e)), lower=as.numeric(ci[,1]), upper=as.numeric(ci[,2]), df=degf(design)) }

# a. ratios
ref$ratios <- lapply(c(names(designs), "jk1", "jkn"), function(n) {
  d <- c(designs, list(jk1=jk1, jkn=jkn))[[n]]
  r <- svyratio(~api00, ~enroll, d, na.rm=TRUE); by <- lapply(c("E","H","M"), function(k) { s <- subset(d, stype==k); c(stype=k, stat(svyratio(~api00, ~enroll, s, na.rm=TRUE), s)) })
  c(design=n, stat(r, d), list(by=by)) })

# b. one-sample and paired tests
ref$ttests <- lapply(names(designs), function(n) { d <- designs[[n]]
  one <- svyttest(api00 ~ 0, d); pair <- svyttest(I(api00-api99) ~ 0, d); m <- svymean(~api00, d)
  list(design=n, t=one$statistic[[1]], df=one$parameter[[1]], lower=one$conf.int[1], upper=one$conf.int[2],
       t_650=(coef(m)[[1]]-650)/SE(m)[[1]], p_650=2*pt(-abs((coef(m)[[1]]-650)/SE(m)[[1]]), one$parameter[[1]]),
       paired=pair$estimate[[1]], paired_t=pair$statistic[[1]], paired_p=pair$p.value[[1]], paired_lower=pair$conf.int[1], paired_upper=pair$conf.int[2]) })

# c. tests of association, two and three ways
threeway <- function(d, f, k) { # the formulas of svychisq(statistic="F") and statistic="Wald", for three ways
  cells <- eval(bquote(svymean(~interaction(.(f[[1]]), .(f[[2]]), .(f[[3]])), d))); p <- coef(cells); V <- vcov(cells); N <- nrow(d)
  g <- expand.grid(a=factor(1:k[1]), b=factor(1:k[2]), c=factor(1:k[3])); X1 <- model.matrix(~a+b+c, g); X <- model.matrix(~a*b*c, g)
  C <- qr.resid(qr(X1), X[, -(1:ncol(X1))]); iD <- diag(1/p); Delta <- solve(t(C) %*% (iD/N) %*% C, t(C) %*% iD %*% V %*% iD %*% C)
  P <- array(p, k); m <- lapply(1:3, function(i) apply(P, i, sum)); e <- outer(outer(m[[1]], m[[2]]), m[[3]]); X2 <- N*sum((P-e)^2/e)
  tr <- sum(diag(Delta)); d0 <- tr^2/sum(diag(Delta %*% Delta)); nu <- degf(d)
  tot <- eval(bquote(svytotal(~interaction(.(f[[1]]), .(f[[2]]), .(f[[3]])), d))); T <- array(coef(tot), k); S <- sum(T); mt <- lapply(1:3, function(i) apply(T, i, sum))
  e3 <- outer(outer(mt[[1]], mt[[2]]), mt[[3]])/S^2; n <- length(T); J <- matrix(0, n, n); id <- list(as.integer(g$a), as.integer(g$b), as.integer(g$c))
  for (r in 1:n) for (s in 1:n) { J[r,s] <- (r==s) + 2*e3[r]/S; for (i in 1:3) if (id[[i]][r]==id[[i]][s]) J[r,s] <- J[r,s] - e3[r]/mt[[i]][id[[i]][r]] }
  y <- t(C) %*% as.vector(T-e3); q <- ncol(C); W <- drop(t(y) %*% solve(t(C) %*% J %*% vcov(tot) %*% t(J) %*% C, y))
  list(chi2=X2, f=X2/tr, df1=d0, df2=d0*nu, p=pf(X2/tr, d0, d0*nu, lower.tail=FALSE), free=q, wald=W/q, wald_p=pf(W/q, q, nu, lower.tail=FALSE),
       adjusted=W*(nu-q+1)/(q*nu), adjusted_p=pf(W*(nu-q+1)/(q*nu), q, nu-q+1, lower.tail=FALSE)) }
for (n in names(designs)) designs[[n]] <- update(designs[[n]], half=as.numeric(meals > 45))
ref$chisq <- lapply(names(designs), function(n) { d <- designs[[n]]
  w <- svychisq(~stype+awards, d, statistic="Wald"); a <- svychisq(~stype+awards, d, statistic="adjWald")
  c(list(design=n, wald=w$statistic[[1]], wald_df1=w$parameter[[1]], wald_df2=w$parameter[[2]], wald_p=w$p.value[[1]],
       adjusted=a$statistic[[1]], adjusted_df2=a$parameter[[2]], adjusted_p=a$p.value[[1]]),
    list(three=threeway(d, list(quote(stype), quote(awards), quote(half)), c(3,2,2)))) })

# d. replicate weights from columns
scd$w <- 1
reps2 <- 2*cbind(c(1,0,1,0,1,0), c(1,0,0,1,0,1), c(0,1,1,0,0,1), c(0,1,0,1,1,0)); colnames(reps2) <- paste0("rep", 1:4)
write.csv(cbind(scd, reps2), "scd.csv", row.names=FALSE)
brr <- svrepdesign(data=scd, weights=~w, repweights=reps2, type="BRR", combined.weights=TRUE)
ref$brr <- c(stat(svyratio(~alive, ~arrests, brr), brr), list(mean=stat(svymean(~alive, brr), brr), total=stat(svytotal(~arrests, brr), brr)))
pairs <- as.svrepdesign(svydesign(ids=~ambulance, strata=~ESA, weights=~w, data=scd, nest=TRUE), type="JKn"); W <- as.matrix(weights(pairs, "analysis"))
colj <- svrepdesign(data=scd, weights=~w, repweights=W, type="JKn", rscales=pairs$scale*pairs$rscales, combined.weights=TRUE, mse=FALSE)
ref$jkn <- list(weights=round(W, 10), rscales=as.numeric(pairs$scale*pairs$rscales), ratio=stat(svyratio(~alive, ~arrests, colj), colj), total=stat(svytotal(~alive, colj), colj))
reps <- list(jk1=list(d=jk1, kind="jk1"), bootstrap=list(d=boot, kind="bootstrap"))
ref$replicates <- lapply(names(reps), function(n) { d <- reps[[n]]$d; W <- as.matrix(weights(d, "analysis"))
  full <- apiclus1
  col <- svrepdesign(data=full, weights=full$pw, repweights=W, type="other", scale=d$scale, rscales=d$rscales, combined.weights=TRUE, mse=FALSE)
  mse <- svrepdesign(data=full, weights=full$pw, repweights=W, type="other", scale=d$scale, rscales=d$rscales, combined.weights=TRUE, mse=TRUE)
  q <- svyquantile(~api00, col, c(.25,.5), df=degf(col)); ci <- svyciprop(~I(awards=="Yes"), col, method="xlogit", df=degf(col))
  list(kind=n, weights=round(W, 10), scale=d$scale, rscales=as.numeric(rep_len(d$rscales, ncol(W))), df=degf(col), mean=stat(svymean(~api00, col), col),
       mse_se=as.numeric(SE(svymean(~api00, mse))), total=stat(svytotal(~api00, col), col), ratio=stat(svyratio(~api00, ~enroll, col), col),
       share=as.numeric(ci), share_ci=as.numeric(confint(ci)), quantile=unname(q[[1]][,1]), quantile_lower=unname(q[[1]][,2]), quantile_upper=unname(q[[1]][,3]),
       by=lapply(c("E","M"), function(k) { s <- subset(col, stype==k); c(stype=k, stat(svymean(~api00, s), s)) })) })

# e. several stages, and lonely PSUs
ref$stages <- list(mean=stat(svymean(~api00, clus2), clus2), total=stat(svytotal(~api00, clus2), clus2), share=stat(svymean(~I(as.numeric(awards=="Yes")), clus2), clus2),
  by=lapply(c("E","H","M"), function(k) { s <- subset(clus2, stype==k); c(stype=k, stat(svymean(~api00, s), s), total=list(stat(svytotal(~api00, s), s))) }),
  ratio=stat(svyratio(~api00, ~api99, clus2), clus2), weights=as.numeric(weights(clus2)))
one <- rbind(apistrat[apistrat$stype!="H",], apistrat[apistrat$stype=="H",][1,]); od <- svydesign(ids=~1, strata=~stype, weights=~pw, data=one)
ref$lonely <- lapply(c("remove","average","adjust","certainty"), function(k) { options(survey.lonely.psu=k); list(kind=k, se=SE(svymean(~api00, od))[[1]], total_se=SE(svytotal(~api00, od))[[1]]) })
options(survey.lonely.psu="fail")

# f. trimming and quantile rules
uneven <- apisrs; uneven$w0 <- uneven$pw*(1+(seq_len(200) %% 5)); un <- svydesign(ids=~1, weights=~w0, data=uneven)
ref$trimmed <- list(once=as.numeric(weights(trimWeights(un, upper=130, lower=40))), strict=as.numeric(weights(trimWeights(un, upper=130, lower=40, strict=TRUE))))
ref$rules <- lapply(c("math","school","shahvaish","hf1","hf2","hf3","hf4","hf5","hf6","hf7","hf8","hf9"), function(r) { q <- svyquantile(~api00, strat, c(.1,.5,.83), qrule=r, ci=TRUE)[[1]]
  list(rule=r, quantile=unname(q[,1]), lower=unname(q[,2]), upper=unname(q[,3])) })

# g. regressions
coefs <- function(m, lv=.95) { s <- summary(m)$coefficients; ci <- confint(m, level=lv); list(term=rownames(s), estimate=unname(s[,1]), se=unname(s[,2]), t=unname(s[,3]), p=unname(s[,4]), lower=unname(ci[,1]), upper=unname(ci[,2]), df=m$df.residual) }
more <- c(designs, list(clus2=clus2, jk1=update(jk1, half=as.numeric(meals > 45))))
ref$linear <- lapply(names(more), function(n) { m <- svyglm(api00 ~ ell + meals + stype, more[[n]]); c(design=n, coefs(m)) })
ref$logistic <- lapply(names(more), function(n) { m <- svyglm(I(sch.wide=="Yes") ~ ell + meals + stype, more[[n]], family=quasibinomial, control=list(epsilon=1e-14, maxit=100)); c(design=n, coefs(m)) })
ref$domain <- { s <- subset(strat, stype!="H"); coefs(svyglm(api00 ~ ell + meals, s)) }
ordered <- lapply(designs, function(d) update(d, level=factor(cut(api00, c(0,600,700,1000), labels=c("low","mid","high")))))
ref$ordinal <- lapply(names(ordered), function(n) { m <- svyolr(level ~ meals + stype, ordered[[n]], control=list(reltol=1e-15, maxit=2000)); v <- vcov(m); b <- c(m$coefficients, m$zeta)
  list(design=n, term=names(b), estimate=unname(b), se=unname(sqrt(diag(v))), df=m$df.residual) })
ref$margins <- lapply(names(designs), function(n) { d <- designs[[n]]; m <- svyglm(I(sch.wide=="Yes") ~ ell, d, family=quasibinomial, control=list(epsilon=1e-14, maxit=100)); p <- svypredmeans(m, ~stype)
  list(design=n, group=names(coef(p)), estimate=unname(coef(p)), se=unname(SE(p))) })
w <- regTermTest(svyglm(api00 ~ ell + meals + stype, clus1), ~stype); ref$term_test <- list(F=w$Ftest[[1]], df1=w$df, df2=w$ddf, p=w$p[[1]])

# h. multiple imputations
est <- c(4.1, 4.4, 3.9, 4.2, 4.6); v <- c(.31, .29, .33, .30, .28)
mi <- MIcombine(as.list(est), lapply(v, matrix)); mi20 <- MIcombine(as.list(est), lapply(v, matrix), df.complete=20)
ref$imputed <- list(estimates=est, variances=v, estimate=coef(mi)[[1]], se=SE(mi)[[1]], df=mi$df[[1]], df20=mi20$df[[1]], missinfo=mi$missinfo[[1]], missinfo20=mi20$missinfo[[1]])
write(toJSON(ref, digits=15, auto_unbox=TRUE, pretty=FALSE, na="null"), "further_reference.json")
