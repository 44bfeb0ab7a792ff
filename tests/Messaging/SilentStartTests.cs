using Participatory.Tests.Harness;

namespace Participatory.Tests.Messaging;

/// <summary>As <see cref="SilentBrokerTests"/>, from the start; apart from it, because both do little else than wait.</summary>
public sealed class SilentStartTests
{
    [Fact]
    public async Task A_consumer_that_got_no_answer_at_the_start_hears_in_the_end()
    {
        await using var broker = await PrivateBroker.Start();
        // The connection on which everything is declared is well; that of the consumers is not.
        await using var wire = new Wire(broker.Url) { GreetsOnlyAfter = 1 };
        await using var sender = await (await Station.Build(broker.Url)).Open();
        await using var house = (await Station.Build(wire.Url)).Hear(Station.Porter);
        await sender.Publish([1]);

        var opening = house.Open();
        await SilentBrokerTests.Silence(wire, connections: 1);

        await opening.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        await Station.Until(async () => await house.Done(Station.Porter) == 1, "The message");
    }
}
