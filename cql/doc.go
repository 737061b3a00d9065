// Package cql is the cluster query language of Amazon ECS: it parses, checks,
// prints, evaluates and explains the expressions of placement constraints and of
// the filter of ListContainerInstances, without a call to AWS.
package cql
