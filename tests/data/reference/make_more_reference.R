# Further reference numbers from R's survey package for kumin's tests; writes more_reference.json beside itself.
# Rscript make_more_reference.R   (needs the packages survey and jsonlite)
suppressMessages({library(survey); library(jsonlite)})
data(api)
apiclus1$fpc <- as.numeric(apiclus1$fpc)
srs   <- svydesign(ids=~1, fpc=~fpc, data=apisrs)
strat <- svydesign(ids=~1, strata=~stype, weights=~pw, fpc=~fpc, data=apistrat)
clus1 <- svydesign(ids=~dnum, weights=~pw, fpc=~fpc, data=apiclus1)
designs <- list(srs=srs, strat=strat, clus1=clus1)
ref <- list()
ref$means <- lapply(names(designs), function(n) {
  d <- designs[[n]]; m <- svymean(~api00, d, deff="replace"); ci <- confint(m, df=degf(d)); t <- svytotal(~api00, d); tc <- confint(t, df=degf(d))
  s <- subset(d, stype=="E"); ms <- svymean(~api00, s, deff="replace"); ts <- svytotal(~api00, s)
  list(design=n, mean=coef(m)[[1]], se=SE(m)[[1]], deff=deff(m)[[1]], lower=ci[1], upper=ci[2], total=coef(t)[[1]], total_se=SE(t)[[1]],
       total_lower=tc[1], total_upper=tc[2], E_mean=coef(ms)[[1]], E_se=SE(ms)[[1]], E_deff=deff(ms)[[1]], E_total=coef(ts)[[1]], E_total_se=SE(ts)[[1]]) })
ref$quantiles <- unlist(lapply(names(designs), function(n) lapply(c(.25,.5,.91), function(p) {
  q <- svyquantile(~api00, designs[[n]], p, ci=TRUE); list(design=n, p=p, quantile=q[[1]][1], lower=q[[1]][2], upper=q[[1]][3]) })), recursive=FALSE)
ref$differences <- lapply(names(designs), function(n) {
  d <- subset(designs[[n]], stype != "H"); m <- svyglm(as.numeric(awards=="Yes") ~ I(stype=="M"), d); ci <- confint(m)
  s <- summary(m)$coefficients
  list(design=n, difference=coef(m)[[2]], se=s[2,2], t=s[2,3], p=s[2,4], lower=ci[2,1], upper=ci[2,2], df=m$df.residual) })
ref$logistic <- lapply(names(designs), function(n) {
  m <- svyglm(I(sch.wide=="Yes") ~ meals, designs[[n]], family=quasibinomial, control=list(epsilon=1e-14, maxit=50)); s <- summary(m)$coefficients; ci <- confint(m)
  list(design=n, slope=coef(m)[[2]], se=s[2,2], p=s[2,4], lower=ci[2,1], upper=ci[2,2], df=m$df.residual) })
ref$chisq <- lapply(names(designs), function(n) {
  t <- svychisq(~stype+awards, designs[[n]], statistic="F"); c <- svychisq(~stype+awards, designs[[n]], statistic="Chisq")
  list(design=n, F=t$statistic[[1]], ndf=t$parameter[[1]], ddf=t$parameter[[2]], p=t$p.value[[1]], X2=c$statistic[[1]], X2p=c$p.value[[1]]) })
totals <- c(`(Intercept)`=6194, stypeH=755, stypeM=1018, api99=3914069)
cals <- list(
  linear  = calibrate(clus1, ~stype+api99, totals, epsilon=1e-12),
  raking  = calibrate(clus1, ~stype+api99, totals, calfun="raking", epsilon=1e-12),
  bounded = calibrate(clus1, ~stype+api99, totals, bounds=c(0.6,1.8), epsilon=1e-12, maxit=500),
  logit   = calibrate(clus1, ~stype+api99, totals, calfun="logit", bounds=c(0.3,2.5), epsilon=1e-12),
  srs     = calibrate(srs, ~stype+api99, totals, epsilon=1e-12))
ref$calibration <- lapply(names(cals), function(n) { d <- cals[[n]]
  m <- svymean(~as.numeric(awards=="Yes"), d); a <- svymean(~api00, d); t <- svytotal(~api00, d); s <- svymean(~as.numeric(awards=="Yes"), subset(d, stype=="M"))
  list(kind=n, weights=as.numeric(weights(d)), proportion=coef(m)[[1]], se=SE(m)[[1]], mean=coef(a)[[1]], mean_se=SE(a)[[1]], total=coef(t)[[1]], total_se=SE(t)[[1]],
       M_proportion=coef(s)[[1]], M_se=SE(s)[[1]]) })
uneven <- apisrs; uneven$w0 <- uneven$pw*(1+(seq_len(200) %% 3)/2)
un <- svydesign(ids=~1, weights=~w0, data=uneven)
pt <- data.frame(stype=c("E","H","M"), Freq=c(4421,755,1018)); pw <- data.frame(sch.wide=c("No","Yes"), Freq=c(1072,5122))
ur <- rake(un, list(~stype,~sch.wide), list(pt,pw), control=list(maxit=200, epsilon=1e-13)); up <- postStratify(un, ~stype, pt)
um <- svymean(~as.numeric(awards=="Yes"), ur); upm <- svymean(~as.numeric(awards=="Yes"), up)
ug <- calibrate(un, ~stype+sch.wide, c(`(Intercept)`=6194, stypeH=755, stypeM=1018, sch.wideYes=5122), calfun="raking", epsilon=1e-12); ugm <- svymean(~as.numeric(awards=="Yes"), ug)
ref$uneven <- list(rake_weights=as.numeric(weights(ur)), rake=coef(um)[[1]], rake_se=SE(um)[[1]], post=coef(upm)[[1]], post_se=SE(upm)[[1]], greg_se=SE(ugm)[[1]])
yes <- ~as.numeric(awards=="Yes")
jk <- list(clus1_jk1=as.svrepdesign(clus1, type="JK1"), strat_jkn=as.svrepdesign(strat, type="JKn"), srs_jk1=as.svrepdesign(srs, type="JK1"))
ref$jackknife <- lapply(names(jk), function(n) { m <- svymean(yes, jk[[n]]); m2 <- withReplicates(jk[[n]], function(w,d) sum(w*(d$awards=="Yes"))/sum(w)); list(design=n, proportion=coef(m)[[1]], se=SE(m)[[1]], se2=SE(m2)[[1]]) })
pairs <- data.frame(h=rep(1:7, each=6), a=rep(rep(1:2, each=3), 7)); pairs$y <- as.integer((seq_len(42)*7) %% 5 < 2); pairs$w <- 10+(seq_len(42) %% 4)
pd <- svydesign(ids=~a, strata=~h, weights=~w, nest=TRUE, data=pairs)
ref$pairs <- as.list(pairs)
brr <- as.svrepdesign(pd, type="BRR"); fay <- as.svrepdesign(pd, type="Fay", fay.rho=0.3); bm <- svymean(~y, brr); fm <- svymean(~y, fay); lm <- svymean(~y, pd)
ref$brr <- list(proportion=coef(bm)[[1]], se=SE(bm)[[1]], replicates=ncol(brr$repweights$weights), fay_se=SE(fm)[[1]], linear_se=SE(lm)[[1]])
mixed <- rbind(data.frame(h="x", a=rep(1:4, each=5)), data.frame(h="y", a=rep(1:3, each=7)), data.frame(h="z", a=rep(1:2, each=6)))
i <- seq_len(nrow(mixed)); mixed$y <- as.integer((i*5) %% 7 < 3); mixed$g <- ifelse(i %% 3 == 0, "m", "f"); mixed$w <- 3+(i %% 5); mixed$N <- c(x=9, y=12, z=2)[mixed$h]
md <- svydesign(ids=~a, strata=~h, weights=~w, fpc=~N, nest=TRUE, data=mixed); mf <- subset(md, g=="m")
mm <- svymean(~y, md, deff="replace"); fm2 <- svymean(~y, mf, deff="replace"); wr <- svymean(~y, md, deff=TRUE)
mc <- svyby(~y, ~g, md, svymean, covmat=TRUE); dd <- svycontrast(mc, c(m=1, f=-1))
ref$mixed <- c(as.list(mixed), list(all=list(p=coef(mm)[[1]], se=SE(mm)[[1]], deff=deff(mm)[[1]], df=degf(md), deff_wor=deff(wr)[[1]]),
  m=list(p=coef(fm2)[[1]], se=SE(fm2)[[1]], deff=deff(fm2)[[1]], df=degf(mf)), difference=coef(dd)[[1]], difference_se=SE(dd)[[1]]))
rk <- rake(clus1, list(~sch.wide), list(pw), control=list(maxit=50, epsilon=1e-12))
rd <- svyglm(as.numeric(awards=="Yes") ~ I(stype=="E"), subset(rk, stype!="H"))
rt <- svyglm(I(awards=="Yes") ~ meals, rk, family=quasibinomial, control=list(epsilon=1e-14, maxit=50)); rq <- svyquantile(~api00, rk, .5)[[1]]
ref$raked <- list(difference_se=summary(rd)$coefficients[2,2], F=svychisq(~stype+awards, rk)$statistic[[1]], slope=coef(rt)[[2]],
  slope_se=summary(rt)$coefficients[2,2], median=rq[1], median_lower=rq[2], median_upper=rq[3])
options(survey.lonely.psu="adjust")
one <- rbind(apistrat[apistrat$stype!="H",], apistrat[apistrat$stype=="H",][1,]); od <- svydesign(ids=~1, strata=~stype, weights=~pw, data=one); om <- svymean(yes, od)
options(survey.lonely.psu="certainty"); oc <- svymean(yes, od)
ref$lonely <- list(center_se=SE(om)[[1]], certainty_se=SE(oc)[[1]], proportion=coef(om)[[1]])
write(toJSON(ref, digits=15, auto_unbox=TRUE, pretty=TRUE), "more_reference.json")
