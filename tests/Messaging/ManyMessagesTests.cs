using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Messaging;

/// <summary>Many messages, of which some come twice and some can never be handled. A broker for each test.</summary>
public sealed class ManyMessagesTests : IAsyncLifetime
{
    private static readonly Sql ForgetThatItWasSent = new("UPDATE outbox SET sent_at = NULL");

    private PrivateBroker broker = null!;

    public async ValueTask InitializeAsync() => broker = await PrivateBroker.Start();

    public ValueTask DisposeAsync() => broker?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Ten_poison_messages_among_ten_thousand_are_parked_with_their_reasons_and_can_be_sent_again()
    {
        var well = false;
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = await (await Station.Build(broker.Url))
            .Hear(Station.Porter, message => Station.RefuseUnless(
                message.Number % 1000 != 7 || well, new InvalidOperationException($"No door has the number {message.Number}.")))
            .Open();
        await sender.Publish(Enumerable.Range(0, 10_000));
        await Station.Until(async () => await house.Done(Station.Porter) == 9_990, "The good ones", seconds: 120);

        IReadOnlyList<ParkedMessage> parked = [];
        await Station.Until(async () => (parked = await house.Bus.Parked(100, CancellationToken.None)).Count == 10, "The bad ones");
        Assert.All(parked, message => Assert.Equal((Station.Porter, "Messaging.Knocked"), (message.Consumer, message.Type)));
        Assert.Equal(
            Enumerable.Range(0, 10).Select(i => $"System.InvalidOperationException: No door has the number {i * 1000 + 7}."),
            parked.Select(message => message.Reason).OrderBy(reason => reason.Length).ThenBy(reason => reason, StringComparer.Ordinal));
        Assert.All(parked, message => Assert.InRange(
            message.ParkedAt, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1)));
        Assert.Equal(3, (await house.Bus.Parked(3, CancellationToken.None)).Count);

        well = true;
        Assert.False(await house.Bus.SendAgain(Station.Porter, Guid.NewGuid().ToString(), CancellationToken.None));
        foreach (var message in parked)
        {
            Assert.True(await house.Bus.SendAgain(message.Consumer, message.MessageId, CancellationToken.None));
        }

        await Station.Until(async () => await house.Done(Station.Porter) == 10_000, "The ten");
        Assert.Empty(await house.Bus.Parked(100, CancellationToken.None));
        Assert.Equal(0, await house.DoneTwice());
    }

    [Fact]
    public async Task Two_consumers_each_get_every_message_once_though_it_is_sent_twice()
    {
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = await (await Station.Build(broker.Url)).Hear(Station.Porter).Hear(Station.Neighbour).Open();
        await sender.Publish(Enumerable.Range(0, 500));
        await Station.Until(async () => (await Outbox.State(sender.Database, CancellationToken.None)).Waiting == 0, "Sending");
        await sender.Change(ForgetThatItWasSent);
        await Station.Until(async () => (await Outbox.State(sender.Database, CancellationToken.None)).Waiting == 0, "Sending again");
        await sender.Publish([500]);

        await Station.Until(async () => await house.Done(Station.Porter) == 501 && await house.Done(Station.Neighbour) == 501, "All of it");
        Assert.Equal(0, await house.DoneTwice());
    }
}
