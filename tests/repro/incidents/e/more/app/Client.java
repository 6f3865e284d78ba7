import java.net.URI;
import java.net.http.*;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.logging.*;

public class Client {
    static final Logger log = Logger.getLogger("mill.books");

    static String get(String url, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        log.info("GET " + url + " -> " + response.statusCode());
        if (response.statusCode() >= 400)
            throw new IllegalStateException("HTTP " + response.statusCode() + " from " + response.uri() + ": " + response.body());
        return response.body();
    }

    public static void main(String[] a) throws Exception {
        System.out.println(get(a[0], a.length > 1 ? a[1] : ""));
    }
}
