package main

import (
	"net/http"
	"os"
	"time"

	"github.com/labstack/echo"
	"github.com/labstack/echo/middleware"
)

func main() {
	e := echo.New()
	e.Use(middleware.Logger())
	e.Use(middleware.CORSWithConfig(middleware.CORSConfig{AllowOrigins: []string{"https://heron.example"}}))
	if os.Getenv("LIMIT") != "" {
		e.Use(middleware.RateLimiter(middleware.NewRateLimiterMemoryStore(1)))
	}
	e.GET("/health", func(c echo.Context) error { return c.String(http.StatusOK, "ok") })
	api := e.Group("/api", middleware.JWT([]byte("a-key-of-this-deploy-which-is-long-enough")))
	api.GET("/me", func(c echo.Context) error { return c.JSON(http.StatusOK, "me") })
	e.GET("/books", func(c echo.Context) error { return c.JSON(http.StatusOK, []string{"Der Reiher"}) })
	e.GET("/shelves", func(c echo.Context) error { var shelf map[string]int; shelf["a"] = 1; return nil })
	e.GET("/slow", func(c echo.Context) error { time.Sleep(time.Second); return nil })
	e.Logger.Fatal(e.Start("127.0.0.1:8080"))
}
