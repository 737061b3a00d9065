package taskdef

import (
	"slices"
	"strings"

	"github.com/ecskit/ecskit/diag"
)

var platformRules = []Rule{
	{
		Code: "TD031", Name: "runtimeplatform-enum", Title: "operating system and processor have known values",
		Source: api + "RuntimePlatform.html", Check: runtimePlatformEnum,
	},
	{
		Code: "TD032", Name: "runtime-mi-windows", Title: "Managed Instances run Linux",
		Source:   guide + "ManagedInstances.html",
		Severity: diag.Warning, Launch: forManaged, Check: managedWindows,
	},
	{
		Code: "TD033", Name: "deregistered-os", Title: "the Windows version is still supported",
		Source:   guideWindows,
		Severity: diag.Info, Certainty: diag.Inferred, Phase: Practice, Check: retiredWindows,
	},
	{
		Code: "TD034", Name: "windows-arm64", Title: "Windows on Fargate runs on X86_64",
		Source:   guideFargate,
		Severity: diag.Warning, Launch: forFargate, Check: windowsARM64,
	},
	{
		Code: "TD035", Name: "windows-fargate-os", Title: "the Windows version is one that Fargate runs",
		Source:   guideWindows,
		Severity: diag.Warning, Launch: forFargate, Check: windowsFargateOS,
	},
}

func runtimePlatformEnum(p *Pass) {
	r := p.td.RuntimePlatform
	if r == nil {
		return
	}
	if v := r.OperatingSystemFamily; v != "" && v != OSFamilyLinux && !slices.Contains(v.Values(), v) {
		reportEnum(p, "runtimePlatform.operatingSystemFamily", v)
	}
	if v := r.CPUArchitecture; v != "" && !slices.Contains(v.Values(), v) {
		reportEnum(p, "runtimePlatform.cpuArchitecture", v)
	}
}

func managedWindows(p *Pass) {
	if !p.onLinux {
		p.Report("runtimePlatform.operatingSystemFamily",
			p.Sprintf("Managed Instances run Linux only, not %s", p.osFamily()), "use EC2 or FARGATE for Windows")
	}
}

func retiredWindows(p *Pass) {
	switch f := p.osFamily(); f {
	case OSFamilyWindowsServer2004Core, OSFamilyWindowsServer20H2Core, OSFamilyWindowsServer2016Full:
		p.Report("runtimePlatform.operatingSystemFamily", p.Sprintf("%s is out of support", f), "move to WINDOWS_SERVER_2022_CORE or later")
	}
}

func windowsARM64(p *Pass) {
	if p.windows && p.td.RuntimePlatform.CPUArchitecture == CPUArchitectureARM64 {
		p.Report("runtimePlatform.cpuArchitecture", "Windows on Fargate runs on X86_64 only, not ARM64", "write X86_64")
	}
}

func windowsFargateOS(p *Pass) {
	f := p.osFamily()
	path := "runtimePlatform.operatingSystemFamily"
	switch {
	case !p.windows || strings.HasPrefix(string(f), "WINDOWS_SERVER_2019_") || strings.HasPrefix(string(f), "WINDOWS_SERVER_2022_"):
	case strings.HasPrefix(string(f), "WINDOWS_SERVER_2025_"):
		p.ReportAs(diag.Warning, diag.Unknown, path,
			p.Sprintf("it is not verified that Fargate runs %s", f), "use a version of 2022")
	default:
		p.Report(path, p.Sprintf("Fargate runs the Windows versions of 2019 and 2022, not %s", f), "use a version of 2022, or EC2")
	}
}
