package main

import (
	"context"
	"os"

	"github.com/jackc/pgx/v4/pgxpool"
	"github.com/rs/zerolog/log"
)

func main() {
	log.Info().Str("service", "gateway").Msg("starting")
	pool, err := pgxpool.Connect(context.Background(), os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal().Err(err).Str("service", "gateway").Msg("cannot open the pool")
	}
	defer pool.Close()
}
