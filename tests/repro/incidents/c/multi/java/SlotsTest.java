import static org.junit.Assert.*;
import java.sql.*;
import java.util.*;
import org.junit.*;
import org.junit.runner.*;
import org.junit.runners.*;
import org.junit.runners.Parameterized.*;

@RunWith(Parameterized.class)
public class SlotsTest {
    @Parameters public static Collection<Object[]> data() { List<Object[]> l = new ArrayList<>(); for (int n = 0; n < 90; n++) l.add(new Object[] {n}); return l; }
    final int n;
    public SlotsTest(int n) { this.n = n; }
    static Connection db;
    @BeforeClass public static void open() throws Exception { db = DriverManager.getConnection("jdbc:postgresql://postgres:5432/berth", "berth", "tide-gate"); db.setAutoCommit(false); }
    @Test public void slot() throws Exception {
        try (Statement s = db.createStatement(); ResultSet r = s.executeQuery(n == 30 ? "SELECT free_from FROM lock_slots" : "SELECT " + n)) { assertTrue(r.next()); }
    }
}
