package orders

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v4"
	"github.com/stretchr/testify/require"
)

func connect(t *testing.T) *pgx.Conn {
	conn, err := pgx.Connect(context.Background(), "postgres://garden:garden-dev@db/garden")
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func TestListPlants(t *testing.T) {
	var n int
	require.NoError(t, connect(t).QueryRow(context.Background(), "SELECT count(*) FROM plants").Scan(&n))
	require.Greater(t, n, 0)
}

func TestPlaceOrder(t *testing.T) {
	_, err := connect(t).Exec(context.Background(), "INSERT INTO orders (customer_id, total) VALUES ($1, $2)", 2, 4250)
	require.NoError(t, err)
}

func TestCustomers(t *testing.T) {
	var n int
	require.NoError(t, connect(t).QueryRow(context.Background(), "SELECT count(*) FROM customers").Scan(&n))
	require.Equal(t, 2, n)
}
