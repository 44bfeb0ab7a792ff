using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Participatory.Platform.Storage;

namespace Participatory.Platform.Messaging;

/// <summary>
/// The bus between processes: MassTransit on RabbitMQ. <see cref="Deliver"/> returns when the broker has confirmed that
/// the message is in every queue that is to have it. A consumer acknowledges after its transaction; what it cannot handle
/// goes to its error queue with the reason, after <see cref="Attempts"/> tries. A database that is away, busy or full is waited for.
/// </summary>
public sealed class RabbitBus : Bus
{
    /// <summary>How often a consumer tries a message before it gives it up.</summary>
    public const int Attempts = 5;

    /// <summary>Messages of one consumer that are handled at a time.</summary>
    private const int ConsumerConcurrency = 4;

    private const int Prefetch = 64;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(10);

    private readonly ConnectionFactory factory;
    private readonly RabbitTopology topology;
    private readonly ILoggerFactory logs;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private IConnection? own;
    private WatchedBus? watched;
    private bool isClosed;

    /// <param name="broker">amqp://user:password@host:port/virtual-host, or amqps.</param>
    /// <param name="listeners">Who hears what, in all processes.</param>
    public RabbitBus(Uri broker, IReadOnlyDictionary<string, Type> listeners, ILoggerFactory logs)
    {
        this.logs = logs;
        log = logs.CreateLogger<RabbitBus>();
        topology = new RabbitTopology(listeners);
        factory = new ConnectionFactory
        {
            Uri = broker, RequestedConnectionTimeout = SendPatience,
            NetworkRecoveryInterval = TimeSpan.FromSeconds(1), TopologyRecoveryEnabled = false
        };
    }

    /// <summary>Enough to keep the broker busy while it writes to disk.</summary>
    public override int AtOnce => 100;

    /// <inheritdoc/>
    public override bool IsConnected => own is { IsOpen: true };

    /// <inheritdoc/>
    public override async Task Deliver(Envelope envelope, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(SendPatience);
        try
        {
            var exchange = await watched!.Current.GetSendEndpoint(new Uri($"exchange:{RabbitTopology.ExchangeOf(envelope.Type)}"))
                .ConfigureAwait(false);
            await exchange.Send(envelope, context =>
            {
                context.MessageId = Guid.Parse(envelope.MessageId);
                context.Durable = true;
                context.GetPayload<RabbitMqSendContext>().Mandatory = topology.IsHeard(envelope.Type);
            }, patience.Token).ConfigureAwait(false);
        }
        catch (MessageReturnedException nowhere)
        {
            // Somebody has deleted a queue. It is made again, and the message waits for that.
            await DeclareAgain().ConfigureAwait(false);
            throw new BusAway($"No queue takes {envelope.Type}.", nowhere);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            throw new BusAway($"The broker did not take {envelope.Type}.", failure);
        }
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ParkedMessage>> Parked(int atMost, CancellationToken cancellation) => Asking(async connection =>
    {
        List<ParkedMessage> parked = [];
        foreach (var subscription in Subscriptions)
        {
            // What is taken from a queue and not acknowledged is put back when the channel closes.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
            while (parked.Count < atMost
                && await channel.BasicGetAsync(RabbitTopology.ErrorQueueOf(subscription.Consumer), autoAck: false, cancellation)
                    .ConfigureAwait(false) is { } one)
            {
                parked.Add(RabbitErrors.Read(one, subscription));
            }
        }

        return (IReadOnlyList<ParkedMessage>)parked.OrderBy(message => message.ParkedAt).ToList();
    }, cancellation);

    /// <inheritdoc/>
    public override Task<(long Waiting, long Parked)> Depth(CancellationToken cancellation) => Asking(async connection =>
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation).ConfigureAwait(false);
        var (waiting, parked) = (0L, 0L);
        foreach (var subscription in Subscriptions)
        {
            waiting += await channel.MessageCountAsync(RabbitTopology.QueueOf(subscription.Consumer), cancellation).ConfigureAwait(false);
            parked += await channel.MessageCountAsync(RabbitTopology.ErrorQueueOf(subscription.Consumer), cancellation)
                .ConfigureAwait(false);
        }

        return (waiting, parked);
    }, cancellation);

    /// <inheritdoc/>
    public override Task<bool> SendAgain(string consumer, string messageId, CancellationToken cancellation) => Asking(async connection =>
    {
        if (Subscriptions.SingleOrDefault(one => one.Consumer == consumer) is not { } subscription)
        {
            return false;
        }

        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellation)
                .ConfigureAwait(false);
        while (await channel.BasicGetAsync(RabbitTopology.ErrorQueueOf(consumer), autoAck: false, cancellation)
            .ConfigureAwait(false) is { } one)
        {
            if (RabbitErrors.Read(one, subscription).MessageId == messageId)
            {
                // Confirmed first and taken away then: cut off in between it is there twice, which the inbox notices.
                await channel.BasicPublishAsync(
                    RabbitTopology.QueueOf(consumer), "", mandatory: true, RabbitErrors.AsItWas(one.BasicProperties), one.Body,
                        cancellation).ConfigureAwait(false);
                await channel.BasicAckAsync(one.DeliveryTag, multiple: false, cancellation).ConfigureAwait(false);
                return true;
            }
        }

        return false;
    }, cancellation);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        // Whoever opened it closes it, and the container that made it does so again.
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        await stopping.CancelAsync().ConfigureAwait(false);
        if (watched is not null)
        {
            await watched.DisposeAsync().ConfigureAwait(false);
        }

        if (own is not null)
        {
            await own.DisposeAsync().ConfigureAwait(false);
        }

        stopping.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task Connect(CancellationToken cancellation)
    {
        foreach (var subscription in Subscriptions)
        {
            topology.Require(subscription);
        }

        for (var wait = FirstWait; ; wait = Longer(wait))
        {
            try
            {
                own = await Prepared(cancellation).ConfigureAwait(false);
                // A broker that comes back may have lost everything.
                own.RecoverySucceededAsync += (_, _) => DeclareAgain();
                break;
            }
            catch (Exception failure) when (IsBroker(failure))
            {
                log.LogWarning("The broker at {Host}:{Port} does not answer yet: {Reason}", factory.HostName, factory.Port,
                    failure.Message);
                await Task.Delay(wait, cancellation).ConfigureAwait(false);
            }
        }

        LogContext.ConfigureCurrentLogContext(logs);
        watched = new WatchedBus(() => MassTransit.Bus.Factory.CreateUsingRabbitMq(Configure), () => IsConnected, log);
        await watched.Start(cancellation).ConfigureAwait(false);
    }

    private static TimeSpan Longer(TimeSpan wait) => wait * 2 < LongestWait ? wait * 2 : LongestWait;

    private static bool IsBroker(Exception failure) => failure is RabbitMQClientException or IOException or TimeoutException
        or OperationCanceledException { CancellationToken.IsCancellationRequested: false };

    private void Configure(IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Host(factory.HostName, (ushort)factory.Port, factory.VirtualHost, host =>
        {
            host.Username(factory.UserName);
            host.Password(factory.Password);
            host.PublisherConfirmation = true;
            if (factory.Ssl.Enabled)
            {
                host.UseSsl(ssl => ssl.ServerName = factory.HostName);
            }
        });
        foreach (var subscription in Subscriptions)
        {
            bus.ReceiveEndpoint(RabbitTopology.QueueOf(subscription.Consumer), endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.PrefetchCount = Prefetch;
                endpoint.ConcurrentMessageLimit = ConsumerConcurrency;
                endpoint.ConfigureConsumeTopology = false;
                endpoint.PublishFaults = false;
                // What it hears is bound already; to bind it here would make an exchange that is another service's to make.
                endpoint.ConfigureError(given =>
                {
                    // What we are stopped in the middle of is neither done nor given up: the broker gives it to whoever comes next.
                    given.UseExecute(_ => stopping.Token.ThrowIfCancellationRequested());
                    given.UseFilter(new ErrorTransportFilter());
                });
                endpoint.Handler<Envelope>(context => Handle(subscription, context.Message));
            });
        }
    }

    private async Task Handle(Subscription subscription, Envelope envelope)
    {
        var wait = FirstWait;
        for (var attempt = 1; ; wait = Longer(wait))
        {
            try
            {
                await subscription.Handle(envelope, stopping.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested && (Dialect.MayPass(failure) || attempt < Attempts))
            {
                // The body may hold people's words; the log gets the id and the reason.
                log.LogWarning(failure, "{Consumer} could not handle message {MessageId} (attempt {Attempt})", subscription.Consumer,
                    envelope.MessageId, attempt);
                attempt += Dialect.MayPass(failure) ? 0 : 1;
                await Task.Delay(wait, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>A connection to a broker where everything is declared.</summary>
    private async Task<IConnection> Prepared(CancellationToken cancellation)
    {
        var connection = await factory.CreateConnectionAsync(cancellation).ConfigureAwait(false);
        try
        {
            await topology.Declare(connection, cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            // It would recover by itself for ever, and the next attempt has one of its own.
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task DeclareAgain()
    {
        try
        {
            await topology.Declare(own!, stopping.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsBroker(failure))
        {
            log.LogWarning(failure, "The queues could not be made again; trying with the next message");
        }
    }

    private async Task<T> Asking<T>(Func<IConnection, Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask(own ?? throw new BusAway("The broker has not answered yet.")).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsBroker(failure) && !cancellation.IsCancellationRequested)
        {
            throw new BusAway("The broker does not answer just now.", failure);
        }
    }
}
