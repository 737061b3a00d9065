package main

import "github.com/ecskit/ecskit/placement"

var services = []struct {
	name  string
	takes placement.Resources
	count int
}{
	{"compute", placement.Resources{CPU: 1024, Memory: 1024}, 12},
	{"cache", placement.Resources{CPU: 256, Memory: 3072}, 12},
	{"web", placement.Resources{CPU: 512, Memory: 1024}, 12},
}

var registered = placement.Resources{CPU: 4096, Memory: 15360}

var binpack = []placement.Strategy{{Type: placement.Binpack, Field: "memory"}}

func cluster() (*placement.Cluster, error) {
	var c placement.Cluster
	for _, name := range []string{"i-1", "i-2", "i-3", "i-4", "i-5", "i-6"} {
		if _, err := c.AddInstance(placement.Instance{ID: name, Registered: registered, AgentConnected: true}); err != nil {
			return nil, err
		}
	}
	return &c, nil
}
