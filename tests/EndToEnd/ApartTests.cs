using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

public sealed class ApartTests
{
    [Fact]
    public async Task The_same_round_runs_in_five_processes_on_a_broker()
    {
        await using var broker = await PrivateBroker.Start();
        await using var apart = await Apart.Start(broker.Url);
        try
        {
            await WholeRound.Play(apart.Pages, apart.GrpcDoor);
        }
        catch (Exception failure)
        {
            var said = string.Join('\n', apart.Processes.Select(process => $"--- {process.Key}\n{process.Value.Log}"));
            throw new InvalidOperationException($"The scenario stopped. The processes said:\n{said}", failure);
        }
    }
}
