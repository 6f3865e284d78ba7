import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.logging.Logger;

public class Gateway {
    static final Logger LOG = Logger.getLogger("lockers.gateway");
    static final Semaphore SLOTS = new Semaphore(2);

    public static void main(String[] args) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(8000), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            boolean mine = SLOTS.tryAcquire();
            int status = mine ? 200 : 503;
            if (!mine) LOG.warning("503 " + exchange.getRequestURI() + ": concurrent request limit of 2 reached for client " + exchange.getRemoteAddress().getAddress().getHostAddress());
            try {
                if (mine) Thread.sleep(600);
                byte[] body = (mine ? "{\"labels\": 4}" : "{\"status\": 503, \"error\": \"Service Unavailable\", \"message\": \"Too many concurrent requests\"}").getBytes();
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
                if (mine) LOG.info("200 " + exchange.getRequestURI());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                if (mine) SLOTS.release();
            }
        });
        server.start();
        LOG.info("gateway listens at 8000");
    }
}
