package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// input is a text to look at.
type input struct {
	path  string // "-" is standard input
	found bool   // in a directory, not named by the user
}

// inputs returns what the arguments name, directories opened, in order. What
// cannot be looked into is reported to fail.
func inputs(paths []string, fail func(error)) []input {
	var all []input
	for _, path := range paths {
		if path == "-" {
			all = append(all, input{path: path})
			continue
		}
		info, err := os.Stat(path)
		switch {
		case err != nil:
			fail(err)
		case info.IsDir():
			all = append(all, inDirectory(path, fail)...)
		default:
			all = append(all, input{path: path})
		}
	}
	return all
}

// inDirectory returns the files *.json below a directory, without what is hidden
// or belongs to packages of others.
func inDirectory(root string, fail func(error)) []input {
	var all []input
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		name := ""
		if entry != nil {
			name = entry.Name()
		}
		switch {
		case err != nil:
			fail(err)
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
			if path != root && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "vendor") {
				return fs.SkipDir
			}
		case entry.Type().IsRegular() && strings.EqualFold(filepath.Ext(name), ".json"):
			all = append(all, input{path: path, found: true})
		}
		return nil
	})
	return all
}
