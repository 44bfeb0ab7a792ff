using Participatory.Tests.Harness;

namespace Participatory.Tests.Messaging;

/// <summary>
/// A broker that takes connections and answers nothing about queues for longer than a client waits, as one that is starting on a busy
/// machine.
/// </summary>
public sealed class SilentBrokerTests
{
    // The broker's client gives up an answer after twenty seconds.
    private static readonly TimeSpan LongerThanPatience = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task A_consumer_that_got_no_answer_when_it_came_back_hears_again()
    {
        await using var broker = await PrivateBroker.Start();
        await using var wire = new Wire(broker.Url);
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = await (await Station.Build(wire.Url)).Hear(Station.Porter).Open();
        await sender.Publish([1]);
        await Station.Until(async () => await house.Done(Station.Porter) == 1, "The first");

        wire.GreetsOnlyAfter = 0;
        wire.Cut();
        await Silence(wire, connections: 2);
        await sender.Publish([2]);

        await Station.Until(async () => await house.Done(Station.Porter) == 2, "The second", seconds: 120);
        Assert.Equal(0, await house.DoneTwice());
    }

    /// <summary>
    /// Waits until so many connections are without an answer, and for longer than anybody waits for one; then all is well again.
    /// </summary>
    internal static async Task Silence(Wire wire, int connections)
    {
        await Station.Until(() => Task.FromResult(wire.Silenced >= connections), "The silence");
        await Task.Delay(LongerThanPatience, TestContext.Current.CancellationToken);
        wire.GreetsOnlyAfter = int.MaxValue;
        wire.Cut();
    }
}
