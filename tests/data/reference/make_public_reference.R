# Hospitals in strata, a textbook's clusters, election results drawn with unequal chances, and schools weighted by post-stratification or in two
# stages, by R's survey package; writes public_reference.json, hospital.csv, fpc.csv and election_pps.csv beside itself.
# Rscript make_public_reference.R   (needs the packages survey and jsonlite)
suppressMessages({library(survey); library(jsonlite)})
data(hospital); data(fpc); data(election)
votes <- election_pps[, c("Bush","Kerry","Nader","votes","wt")]
write.csv(hospital, "hospital.csv", row.names=FALSE); write.csv(fpc, "fpc.csv", row.names=FALSE); write.csv(votes, "election_pps.csv", row.names=FALSE)
apiclus1 <- read.csv("apiclus1.csv"); apiclus2 <- read.csv("apiclus2.csv"); apiclus1$fpc <- as.numeric(apiclus1$fpc)
ref <- list(survey=as.character(packageVersion("survey")))
row <- function(e, d) { ci <- confint(e, df=degf(d)); list(estimate=as.numeric(coef(e)), se=as.numeric(SE(e)), lower=as.numeric(ci[,1]), upper=as.numeric(ci[,2])) }
fit <- function(g) list(estimate=as.numeric(coef(g)), se=as.numeric(SE(g)), df=g$df.residual)
chi <- function(t) list(f=as.numeric(t$statistic), df1=t$parameter[[1]], df2=t$parameter[[2]], p=as.numeric(t$p.value))

h <- svydesign(ids=~1, strata=~oblevel, fpc=~tothosp, weights=~weighta, data=hospital)
ref$hospital <- list(total=row(svytotal(~births, h), h), mean=row(svymean(~births, h), h), variance=as.numeric(svyvar(~births, h)),
  deff=as.numeric(deff(svymean(~births, h, deff="replace"))), quantile=svyquantile(~births, h, c(.25,.5,.75))[[1]][,1],
  by=list(mean=as.numeric(coef(b <- svyby(~births, ~oblevel, h, svymean))), se=as.numeric(SE(b)), total_se=as.numeric(SE(svyby(~births, ~oblevel, h, svytotal)))))

f <- svydesign(ids=~psuid, strata=~stratid, weights=~weight, data=fpc, nest=TRUE)
n <- svydesign(ids=~psuid, strata=~stratid, fpc=~Nh, data=fpc, nest=TRUE)
ref$fpc <- lapply(list(weights=f, population=n), function(d) { s <- subset(d, x > 5)
  list(total=row(svytotal(~x, d), d), mean=row(svymean(~x, d), d), domain=row(svymean(~x, s), s), domain_total=row(svytotal(~x, s), s), df=degf(s)) })

e <- svydesign(ids=~1, weights=~wt, data=votes)
ref$election <- list(total=row(svytotal(~Bush+Kerry+Nader, e), e), ratio=row(svyratio(~Bush, ~votes, e), e), mean=row(svymean(~Bush, e), e),
  at_most_145=as.numeric(coef(svymean(~as.numeric(Bush <= 145), e))), quantile=unname(svyquantile(~Bush, e, c(.1,.5,.9))[[1]][,1]), line=fit(svyglm(Bush ~ Kerry + Nader, e)))

p <- postStratify(svydesign(ids=~dnum, weights=~pw, fpc=~fpc, data=apiclus1), ~stype, data.frame(stype=c("E","H","M"), Freq=c(4421,755,1018)))
t <- svyttest(api00 ~ awards, p); q <- svyquantile(~api00, p, c(.25,.5), df=degf(p))[[1]]
ref$poststratified <- list(association=chi(svychisq(~awards+sch.wide, p)), line=fit(svyglm(api00 ~ api99 + meals, p)), ratio=row(svyratio(~api00, ~api99, p), p),
  test=list(difference=as.numeric(t$estimate), t=as.numeric(t$statistic), p=as.numeric(t$p.value)), quantile=unname(q[,1:3]))
l <- calibrate(svydesign(ids=~dnum, weights=~pw, fpc=~fpc, data=apiclus1), ~stype, c(6194,755,1018), calfun="logit", bounds=c(.4,2.5), epsilon=1e-11)
ref$bounded <- row(svymean(~api00, l), l)

s <- svydesign(ids=~dnum+snum, fpc=~fpc1+fpc2, data=apiclus2)
ref$stages <- list(association=chi(svychisq(~awards+sch.wide, s)), logistic=fit(svyglm(I(awards=="Yes") ~ meals + ell, s, family=quasibinomial, control=glm.control(epsilon=1e-14))),
  ratio=list(estimate=as.numeric(coef(r <- svyby(~api.stu, ~stype, denominator=~enroll, s, svyratio, na.rm=TRUE))), se=as.numeric(SE(r))))
write(toJSON(ref, digits=NA, auto_unbox=TRUE), "public_reference.json")
