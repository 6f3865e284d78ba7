// HikariCP over pgjdbc, as Spring Boot starts it: `Pool URL PASSWORD`.
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

public class Pool {
    public static void main(String[] args) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("HikariPool-1");
        config.setJdbcUrl(args[0]);
        config.setUsername("app");
        config.setPassword(args[1]);
        config.setConnectionTimeout(2000);
        new HikariDataSource(config);
    }
}
