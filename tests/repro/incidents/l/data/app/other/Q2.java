import com.zaxxer.hikari.*;
import java.sql.*;
public class Q2 {
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(args[0]); config.setUsername("app"); config.setPassword(args[1]);
    config.setInitializationFailTimeout(1000); config.setConnectionTimeout(3000);
    HikariDataSource source = new HikariDataSource(config);
    try (Connection c = source.getConnection(); Statement s = c.createStatement()) { s.execute(args[2]); }
  }
}
