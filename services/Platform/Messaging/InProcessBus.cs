namespace Participatory.Platform.Messaging;

/// <summary>
/// The bus of the embedded form: a message is delivered by calling its consumers, each in a transaction of its own
/// together with its inbox row. <see cref="Deliver"/> returns only after all of them have committed, so the sender may
/// then forget the message. What a consumer gives up stays in the sender's outbox, parked.
/// </summary>
public sealed class InProcessBus : Bus
{
    /// <summary>One after the other, in the order in which they were written.</summary>
    public override int AtOnce => 1;

    /// <inheritdoc/>
    public override bool IsConnected => Opened.IsCompleted;

    /// <summary>Calls every consumer of the message and returns when all of them have committed.</summary>
    /// <exception cref="AggregateException">Some failed; the others have committed and will not run again.</exception>
    public override async Task Deliver(Envelope envelope, CancellationToken cancellation)
    {
        List<Exception> failures = [];
        foreach (var subscription in Subscriptions.Where(one => one.Type == envelope.Type))
        {
            try
            {
                await subscription.Handle(envelope, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                // One consumer that cannot go on must not keep the message from the others.
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ParkedMessage>> Parked(int atMost, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ParkedMessage>>([]);

    /// <inheritdoc/>
    public override Task<(long Waiting, long Parked)> Depth(CancellationToken cancellation) => Task.FromResult((0L, 0L));

    /// <inheritdoc/>
    public override Task<bool> SendAgain(string consumer, string messageId, CancellationToken cancellation) => Task.FromResult(false);

    /// <inheritdoc/>
    protected override Task Connect(CancellationToken cancellation) => Task.CompletedTask;
}
