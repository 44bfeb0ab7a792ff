using Grpc.Core;
using Participatory.Platform.Identity;

namespace Participatory.Standalone.Demo;

/// <summary>
/// Plays a round from the release of the money to the last closed grant, through the public gRPC doors alone. Every
/// request has an id that follows from the script, so a play that was cut off goes on where it was.
/// </summary>
internal static class DemoRound
{
    /// <param name="peopleDoor">Where the gateway calls People; null where nobody founds a group.</param>
    /// <returns>The books balance.</returns>
    public static async Task<bool> Play(
        Script script, Uri grpcDoor, Func<Caller, string> vouch, DemoOptions options, CancellationToken cancellation,
        Uri? peopleDoor = null)
    {
        using var doors = new Doors(grpcDoor, vouch);
        Totals? totals = null;
        await Stages.Show(async stages =>
        {
            await Opening.Play(script, doors, stages, cancellation);
            await Asking.Play(script, doors, stages, cancellation);
            await MakingSense.Play(script, doors, stages, cancellation);
            await Deciding.Play(script, doors, stages, cancellation);
            await Gathering.Play(script, doors, stages, cancellation);
            await NamingTopics.Play(script, doors, stages, cancellation);
            await DrawingAreas.Play(script, doors, stages, cancellation);
            if (peopleDoor is not null)
            {
                doors.Group = await Founding.Play(script, peopleDoor, vouch, stages, cancellation);
            }

            await Proposing.Play(script, doors, stages, cancellation);
            if (peopleDoor is not null)
            {
                await FollowingNews.Play(script, peopleDoor, vouch, stages, cancellation);
            }

            await Balloting.Play(script, doors, stages, cancellation);
            await Granting.Play(script, doors, stages, cancellation);
            await AnsweringBack.Play(script, doors, stages, cancellation);
            await Deciding.Answer(script, doors, stages, cancellation);
            await Living.Play(script, doors, stages, cancellation);
            totals = await Totals.Read(script, doors, cancellation);
        });

        totals!.Show(options.Json);
        return totals.Balanced;
    }

    /// <summary>Waits for something that another service does in its own time.</summary>
    public static async Task<T> Until<T>(string what, Func<Task<T?>> look, CancellationToken cancellation) where T : class
    {
        var patience = DateTimeOffset.UtcNow.AddMinutes(2);
        while (true)
        {
            try
            {
                if (await look() is { } found)
                {
                    return found;
                }
            }
            catch (RpcException missing) when (missing.StatusCode == StatusCode.NotFound)
            {
                // It is on its way.
            }

            if (DateTimeOffset.UtcNow > patience)
            {
                throw new TimeoutException($"{what} did not come within two minutes.");
            }

            await Task.Delay(50, cancellation);
        }
    }
}
