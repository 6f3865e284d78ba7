package main

import (
	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"
	"github.com/sirupsen/logrus"
)

type Plant struct {
	SKU           string `db:"sku"`
	HardinessZone int    `db:"hardiness_zone"`
}

func main() {
	logrus.SetFormatter(&logrus.TextFormatter{DisableColors: true, FullTimestamp: true})
	db := sqlx.MustConnect("postgres", "postgres://garden:garden-dev@db/garden?sslmode=disable")
	logrus.WithField("db", "garden").Info("catalog export started")
	var plants []Plant
	if err := db.Select(&plants, `SELECT sku, hardiness_zone FROM plants ORDER BY sku`); err != nil {
		logrus.WithError(err).WithField("job", "catalog-export").Fatal("query failed")
	}
}
