import java.util.concurrent.*;

public class Run {
    static String runUserScript(String file) throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor(r -> { Thread t = new Thread(r); t.setDaemon(true); return t; });
        return pool.submit(() -> { Thread.sleep(60000); return "done"; }).get(2, TimeUnit.SECONDS);
    }
    public static void main(String[] args) throws Exception { System.out.println(runUserScript("forecast.groovy")); }
}
