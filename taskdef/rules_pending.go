package taskdef

var logRules, logOptionRules, firelensRules, environmentRules, secretRules, linuxRules, fargateRules, securityRules, limitRules, acceleratorRules, capacityRules []Rule
