using Grpc.Core;
using Participatory.Platform.Calls;

namespace Participatory.Tests.Harness;

/// <summary>
/// What can only be seen when two meet. SQLite has one writer, so that there nothing but the answers can be wrong; on SQL Server two really
/// do meet, and whoever waits for each other in a circle is found here.
/// </summary>
public static class Race
{
    /// <summary>How often it is tried.</summary>
    public static readonly int Rounds = Needs.FullRuns ? 50 : 15;

    /// <summary>All of it at the same moment.</summary>
    public static Task All(params IEnumerable<Func<Task>> work) => Task.WhenAll(work.Select(Task.Run));

    /// <summary>The same by so many at the same moment, each with their number from 0.</summary>
    public static Task All(int many, Func<int, Task> work) => All(Enumerable.Range(0, many).Select(at => (Func<Task>)(() => work(at))));

    /// <summary>Calls at the same moment, and why each was refused; "" where it was not.</summary>
    public static async Task<IReadOnlyList<string>> Reasons(params IEnumerable<Func<Task>> calls) =>
        await Task.WhenAll(calls.Select(call => Task.Run(async () =>
        {
            try
            {
                await call();
                return "";
            }
            catch (RpcException refusal)
            {
                return refusal.Reason();
            }
        })));
}
