package jsonscan_test

import (
	"testing"

	"github.com/ecskit/ecskit/internal/jsonscan"
)

type wideA struct {
	F0  int `json:"f0"`
	F1  int `json:"f1"`
	F2  int `json:"f2"`
	F3  int `json:"f3"`
	F4  int `json:"f4"`
	F5  int `json:"f5"`
	F6  int `json:"f6"`
	F7  int `json:"f7"`
	F8  int `json:"f8"`
	F9  int `json:"f9"`
	F10 int `json:"f10"`
	F11 int `json:"f11"`
	F12 int `json:"f12"`
	F13 int `json:"f13"`
	F14 int `json:"f14"`
	F15 int `json:"f15"`
	F16 int `json:"f16"`
	F17 int `json:"f17"`
	F18 int `json:"f18"`
	F19 int `json:"f19"`
	F20 int `json:"f20"`
	F21 int `json:"f21"`
	F22 int `json:"f22"`
	F23 int `json:"f23"`
	F24 int `json:"f24"`
	F25 int `json:"f25"`
	F26 int `json:"f26"`
	F27 int `json:"f27"`
	F28 int `json:"f28"`
	F29 int `json:"f29"`
	F30 int `json:"f30"`
	F31 int `json:"f31"`
	F32 int `json:"f32"`
	F33 int `json:"f33"`
	F34 int `json:"f34"`
	F35 int `json:"f35"`
	F36 int `json:"f36"`
	F37 int `json:"f37"`
	F38 int `json:"f38"`
	F39 int `json:"f39"`
	F40 int `json:"f40"`
	F41 int `json:"f41"`
	F42 int `json:"f42"`
	F43 int `json:"f43"`
	F44 int `json:"f44"`
	F45 int `json:"f45"`
	F46 int `json:"f46"`
	F47 int `json:"f47"`
	F48 int `json:"f48"`
	F49 int `json:"f49"`
	F50 int `json:"f50"`
	F51 int `json:"f51"`
	F52 int `json:"f52"`
	F53 int `json:"f53"`
	F54 int `json:"f54"`
	F55 int `json:"f55"`
	F56 int `json:"f56"`
	F57 int `json:"f57"`
	F58 int `json:"f58"`
	F59 int `json:"f59"`
	F60 int `json:"f60"`
	F61 int `json:"f61"`
	F62 int `json:"f62"`
	F63 int `json:"f63"`
	F64 int `json:"f64"`
	F65 int `json:"f65"`
	F66 int `json:"f66"`
	F67 int `json:"f67"`
	F68 int `json:"f68"`
	F69 int `json:"f69"`
}

type wideB struct {
	F70  int `json:"f70"`
	F71  int `json:"f71"`
	F72  int `json:"f72"`
	F73  int `json:"f73"`
	F74  int `json:"f74"`
	F75  int `json:"f75"`
	F76  int `json:"f76"`
	F77  int `json:"f77"`
	F78  int `json:"f78"`
	F79  int `json:"f79"`
	F80  int `json:"f80"`
	F81  int `json:"f81"`
	F82  int `json:"f82"`
	F83  int `json:"f83"`
	F84  int `json:"f84"`
	F85  int `json:"f85"`
	F86  int `json:"f86"`
	F87  int `json:"f87"`
	F88  int `json:"f88"`
	F89  int `json:"f89"`
	F90  int `json:"f90"`
	F91  int `json:"f91"`
	F92  int `json:"f92"`
	F93  int `json:"f93"`
	F94  int `json:"f94"`
	F95  int `json:"f95"`
	F96  int `json:"f96"`
	F97  int `json:"f97"`
	F98  int `json:"f98"`
	F99  int `json:"f99"`
	F100 int `json:"f100"`
	F101 int `json:"f101"`
	F102 int `json:"f102"`
	F103 int `json:"f103"`
	F104 int `json:"f104"`
	F105 int `json:"f105"`
	F106 int `json:"f106"`
	F107 int `json:"f107"`
	F108 int `json:"f108"`
	F109 int `json:"f109"`
	F110 int `json:"f110"`
	F111 int `json:"f111"`
	F112 int `json:"f112"`
	F113 int `json:"f113"`
	F114 int `json:"f114"`
	F115 int `json:"f115"`
	F116 int `json:"f116"`
	F117 int `json:"f117"`
	F118 int `json:"f118"`
	F119 int `json:"f119"`
	F120 int `json:"f120"`
	F121 int `json:"f121"`
	F122 int `json:"f122"`
	F123 int `json:"f123"`
	F124 int `json:"f124"`
	F125 int `json:"f125"`
	F126 int `json:"f126"`
	F127 int `json:"f127"`
	F128 int `json:"f128"`
	F129 int `json:"f129"`
	F130 int `json:"f130"`
	F131 int `json:"f131"`
	F132 int `json:"f132"`
	F133 int `json:"f133"`
	F134 int `json:"f134"`
	F135 int `json:"f135"`
	F136 int `json:"f136"`
	F137 int `json:"f137"`
	F138 int `json:"f138"`
	F139 int `json:"f139"`
}

// A struct of more than 128 members keeps its set of members seen elsewhere.
func TestDecodeWide(t *testing.T) {
	doc, err := jsonscan.Parse([]byte(`{"wide": {"f0": 1, "f139": 2, "f139": 3}}`), jsonscan.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var got place
	duplicates := 0
	jsonscan.Compile[place]().Decode(doc.Root(), &got, jsonscan.Options{Report: func(p jsonscan.Problem) {
		if p.Kind == jsonscan.Duplicate && p.Path == "wide.f139" {
			duplicates++
		}
	}})
	if got.Wide.F0 != 1 || got.Wide.F139 != 3 || duplicates != 1 {
		t.Errorf("f0 %d, f139 %d, %d duplicates", got.Wide.F0, got.Wide.F139, duplicates)
	}
}
