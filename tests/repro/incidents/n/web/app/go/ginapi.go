package main

import (
	"net/http"
	"time"

	"github.com/dgrijalva/jwt-go"
	"github.com/gin-gonic/gin"
)

var slots = make(chan struct{}, 2)

func main() {
	r := gin.Default()
	r.GET("/health", func(c *gin.Context) { c.String(http.StatusOK, "ok") })
	r.GET("/shelves", func(c *gin.Context) { var shelf map[string]int; shelf["a"] = 1; c.Header("Access-Control-Allow-Origin", "*") })
	r.GET("/me", func(c *gin.Context) {
		_, err := jwt.Parse(c.GetHeader("Authorization")[7:], func(t *jwt.Token) (interface{}, error) { return []byte("a-key-of-this-deploy-which-is-long-enough"), nil })
		if err != nil {
			c.Error(err)
			c.AbortWithStatusJSON(http.StatusUnauthorized, gin.H{"error": "could not validate token: " + err.Error()})
			return
		}
		c.JSON(200, "me")
	})
	r.GET("/reports/:n", func(c *gin.Context) {
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
			time.Sleep(time.Second)
			c.String(200, "report")
		case <-time.After(50 * time.Millisecond):
			c.AbortWithStatusJSON(http.StatusServiceUnavailable, gin.H{"error": "no free slot: 2 of 2 concurrent requests in flight"})
		}
	})
	r.Run("127.0.0.1:8081")
}
