import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Layers that wrap each other's exceptions: {@code java Nightly MODE PASSWORD}. */
public class Nightly {
    private static final Logger LOG = Logger.getLogger("com.example.nightly.Nightly");

    static class DataAccessException extends RuntimeException {
        DataAccessException(String message, Throwable cause) { super(message, cause); }
    }

    static class JobFailedException extends RuntimeException {
        JobFailedException(String message, Throwable cause) { super(message, cause); }
    }

    static class Repository {
        final Connection connection;

        Repository(String password) {
            try {
                connection = DriverManager.getConnection("jdbc:postgresql://db:5432/shop", "app", password);
                connection.setAutoCommit(false);
            } catch (SQLException error) {
                throw new DataAccessException("Failed to obtain JDBC Connection", error);
            }
        }

        void query(String sql) {
            try {
                connection.createStatement().execute(sql);
            } catch (SQLException error) {
                throw new DataAccessException("could not execute statement [" + sql + "]", error);
            }
        }
    }

    static class Job {
        void run(String name, Runnable work) {
            try {
                work.run();
                LOG.info("step " + name + " done");
            } catch (DataAccessException error) {
                throw new JobFailedException("step " + name + " failed", error);
            }
        }
    }

    static void step(String name, Runnable work) {
        try {
            new Job().run(name, work);
        } catch (JobFailedException error) {
            LOG.log(Level.SEVERE, "nightly: " + name, error);
        }
    }

    public static void main(String[] arguments) {
        if (arguments[0].equals("connect")) {
            for (int i = 0; i < 30; i++) LOG.info("bean 'repository" + i + "' registered");
            for (int i = 0; i < 6; i++) step("connect-" + i, () -> new Repository(arguments[1]));
            return;
        }
        Repository repository = new Repository(arguments[1]);
        for (int i = 1; i <= 40; i++) {
            int number = i;
            String sql = i == 12 ? "select s1_0.sku, s1_0.amount from stock_levels s1_0" : "select count(*) from orders where id > " + number;
            step("report-" + i, () -> repository.query(sql));
        }
    }
}
