package ecr_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ecskit/ecskit/ecr"
)

func BenchmarkParseReference(b *testing.B) {
	for _, bench := range []struct{ name, text string }{
		{"registry=docker-hub", "grafana/grafana:12.0.0"},
		{"registry=public-ecr", "public.ecr.aws/docker/library/nginx:1.27"},
		{"registry=private-ecr", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web:42@" + digest},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ecr.ParseReference(bench.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkUpstream(b *testing.B) {
	r, err := ecr.ParseReference(cache + "docker-hub/library/nginx:1.27")
	if err != nil {
		b.Fatal(err)
	}
	rules := []ecr.PullThroughCacheRule{
		{ECRRepositoryPrefix: "ROOT", UpstreamRegistryURL: "quay.io"},
		{ECRRepositoryPrefix: "docker-hub", UpstreamRegistryURL: "registry-1.docker.io"},
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, rule, err := r.Upstream(rules); rule != 1 || err != nil {
			b.Fatal(rule, err)
		}
	}
}

const benchPolicy = `{"rules": [
	{"rulePriority": 1, "selection": {"tagStatus": "tagged", "tagPatternList": ["release-*"], "countType": "imageCountMoreThan", "countNumber": 50}, "action": {"type": "expire"}},
	{"rulePriority": 2, "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 7}, "action": {"type": "expire"}},
	{"rulePriority": 3, "selection": {"tagStatus": "any", "countType": "sinceImagePulled", "countUnit": "days", "countNumber": 90}, "action": {"type": "transition", "targetStorageClass": "archive"}}
]}`

// benchImages makes images of three kinds, one pushed each hour, in an order that
// is not that of their age.
func benchImages(n int, now time.Time) []ecr.Image {
	images := make([]ecr.Image, n)
	for i := range images {
		hours := i * 7919 % n
		images[i] = ecr.Image{Digest: fmt.Sprint("sha256:", i), PushedAt: now.Add(-time.Duration(hours) * time.Hour)}
		switch i % 3 {
		case 0:
			images[i].Tags = []string{fmt.Sprint("release-", i), "stable"}
		case 1:
			images[i].Tags = []string{fmt.Sprint("build-", i)}
		}
	}
	return images
}

func BenchmarkEvaluate(b *testing.B) {
	policy, findings, err := ecr.ParseLifecyclePolicy([]byte(benchPolicy))
	if err != nil || len(findings) > 0 {
		b.Fatal(findings, err)
	}
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, n := range []int{100, 1000, 10_000} {
		images := benchImages(n, now)
		b.Run(fmt.Sprintf("images=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if got := policy.Evaluate(images, now); got[0].Rule < 0 {
					b.Fatal(got[0])
				}
			}
		})
	}
}

func BenchmarkParseLifecyclePolicy(b *testing.B) {
	text := []byte(benchPolicy)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, findings, err := ecr.ParseLifecyclePolicy(text); err != nil || len(findings) > 0 {
			b.Fatal(findings, err)
		}
	}
}
