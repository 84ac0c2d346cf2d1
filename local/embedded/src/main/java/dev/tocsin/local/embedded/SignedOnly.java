package dev.tocsin.local.embedded;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ActorSystemImpl;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.ExtensionId;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.scaladsl.ConnectionContext;
import org.apache.pekko.http.scaladsl.Http;
import org.apache.pekko.http.scaladsl.HttpExt;
import org.apache.pekko.http.scaladsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Future;

/**
 * The HTTP servers of an actor system, each of which answers 403 to all requests that are not
 * signed with one key, before what they serve sees them. ElasticMQ binds its server by the HTTP
 * extension of the actor system that it is given, and offers no other place for a check.
 */
final class SignedOnly extends HttpExt {
  /** More than SQS takes for a batch of messages. */
  static final int BODY_BYTES = 2 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(SignedOnly.class);
  private static final long BODY_MILLIS = 10_000;
  private static final Duration REPORT_EVERY = Duration.ofMinutes(1);

  private final SignatureCheck check;
  private final InstantSource clock;
  private final AtomicBoolean isBound = new AtomicBoolean();
  private final AtomicReference<Instant> reported = new AtomicReference<>(Instant.EPOCH);

  private SignedOnly(
      Config config, ExtendedActorSystem system, SignatureCheck check, InstantSource clock) {
    super(config, system);
    this.check = check;
    this.clock = clock;
  }

  /** An actor system whose HTTP servers take signed requests only. */
  record Actors(ActorSystem system, SignedOnly http) {
    /** Throws unless a server was bound through the check. */
    void requireBound() {
      if (!http.isBound.get()) {
        throw new IllegalStateException("the queue's server does not check its requests");
      }
    }

    void terminate() {
      system.terminate();
    }
  }

  static Actors actors(SignatureCheck check, InstantSource clock) {
    // Headers stay as they were sent, as the signature has them.
    Config settings =
        ConfigFactory.parseMap(Map.of("pekko.http.server.parsing.modeled-header-parsing", "off"))
            .withFallback(ConfigFactory.load());
    ActorSystem actors = ActorSystem.create("elasticmq", settings);
    SignedOnly http =
        new SignedOnly(
            actors.settings().config().getConfig("pekko.http"),
            (ExtendedActorSystem) actors,
            check,
            clock);
    Object other = extensions(actors).put(Http.lookup(), http);
    if (other != null) {
      throw new IllegalStateException("there are HTTP servers already");
    }
    return new Actors(actors, http);
  }

  /** Pekko makes an extension itself, by an id whose equality is identity: no other way in. */
  @SuppressWarnings("unchecked")
  private static ConcurrentHashMap<ExtensionId<?>, Object> extensions(ActorSystem actors) {
    try {
      Field field = ActorSystemImpl.class.getDeclaredField("extensions");
      field.setAccessible(true);
      return (ConcurrentHashMap<ExtensionId<?>, Object>) field.get(actors);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Pekko keeps its extensions elsewhere", e);
    }
  }

  @Override
  public Future<Http.ServerBinding> bindAndHandleImpl(
      org.apache.pekko.stream.scaladsl.Flow<HttpRequest, HttpResponse, Object> handler,
      String host,
      int port,
      ConnectionContext context,
      ServerSettings settings,
      LoggingAdapter log,
      Materializer materializer) {
    isBound.set(true);
    var checked =
        Flow.of(HttpRequest.class)
            .mapAsync(1, request -> answer(request, handler.asJava(), materializer))
            .<Object>mapMaterializedValue(unused -> unused)
            .asScala();
    return super.bindAndHandleImpl(checked, host, port, context, settings, log, materializer);
  }

  private CompletionStage<HttpResponse> answer(
      HttpRequest request,
      Flow<HttpRequest, HttpResponse, Object> handler,
      Materializer materializer) {
    SignatureCheck.Claim claim;
    try {
      claim = check.claim(head(request), clock.instant());
    } catch (SignatureCheck.Unsigned e) {
      // Not read: what refused requests send is not worth the memory.
      var unused =
          request
              .entity()
              .withSizeLimit(BODY_BYTES)
              .getDataBytes()
              .runWith(Sink.cancelled(), materializer);
      return CompletableFuture.completedFuture(refused(e));
    }
    return request
        .entity()
        .toStrict(BODY_MILLIS, BODY_BYTES, materializer)
        .thenCompose(entity -> {
          try {
            check.verify(claim, entity.getData().toArray());
          } catch (SignatureCheck.Unsigned e) {
            return CompletableFuture.completedFuture(refused(e));
          }
          HttpRequest whole = request.withEntity(entity);
          return Source.single(whole).via(handler).runWith(Sink.head(), materializer);
        });
  }

  private static SignatureCheck.Head head(HttpRequest request) {
    SortedMap<String, String> headers = new TreeMap<>();
    for (HttpHeader header : request.getHeaders()) {
      headers.merge(
          header.lowercaseName(), header.value(), (first, second) -> first + "," + second);
    }
    var entity = request.entity();
    // Pekko takes these two out of the headers.
    if (!entity.getContentType().equals(ContentTypes.NO_CONTENT_TYPE)) {
      headers.put("content-type", entity.getContentType().toString());
    }
    entity
        .getContentLengthOption()
        .ifPresent(length -> headers.put("content-length", Long.toString(length)));
    return new SignatureCheck.Head(
        request.method().value(),
        request.getUri().path(),
        request.getUri().rawQueryString().orElse(""),
        headers);
  }

  /** Reported once a minute: who is refused shall not fill the log. */
  private HttpResponse refused(SignatureCheck.Unsigned why) {
    Instant now = clock.instant();
    Instant last = reported.get();
    if (Duration.between(last, now).compareTo(REPORT_EVERY) >= 0
        && reported.compareAndSet(last, now)) {
      LOG.warn("The queue refused a request: {}", why.getMessage());
    }
    return (HttpResponse)
        HttpResponse.create()
            .withStatus(403)
            .addHeader(Connection.create("close"))
            .withEntity(
                ContentTypes.APPLICATION_JSON,
                "{\"__type\":\"com.amazon.coral.service#SignatureDoesNotMatch\",\"message\":\"%s\"}"
                    .formatted(why.getMessage()));
  }
}
