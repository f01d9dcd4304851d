package dev.herald.admin.manage;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads the first event of a stream as the body of a response, and closes the connection. */
final class FirstEvent implements BodySubscriber<String> {

    private static final String END = "\n\n";

    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private Flow.Subscription connection;

    /** The whole body unless it is a stream of events. */
    static BodySubscriber<String> orBody(ResponseInfo response) {
        boolean stream = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        return stream ? new FirstEvent() : BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        connection = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        buffers.forEach(buffer -> text.append(StandardCharsets.UTF_8.decode(buffer)));
        if (text.indexOf(END) >= 0) {
            connection.cancel();
            body.complete(text.substring(0, text.indexOf(END)));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(text.toString());
    }
}
