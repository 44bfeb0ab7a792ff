using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Whatever five people do with an idea, in any order, the rules hold: against a model that is much simpler.</summary>
public sealed class WritingPlayTests
{
    private static readonly int Plays = Needs.FullRuns ? 60 : 4;

    private const int Steps = 40;

    [Fact]
    public async Task A_supporter_counts_once_nobody_edits_after_leaving_and_versions_never_change()
    {
        await using var council = await Council.Start("sqlite");
        await council.MakeAccepting();
        var people = Enumerable.Range(0, 5).Select(number => People.Resident($"person-{number}")).ToArray();
        for (var play = 0; play < Plays; play++)
        {
            var idea = (await council.Propose(people[0])).ProposalId;
            await Play(council, people, idea, new Random(play));
        }
    }

    private static async Task Play(Council council, Caller[] people, string idea, Random random)
    {
        var first = await council.Get(people[0], idea);
        List<string> said = [first.Words];
        List<Caller> writers = [people[0]];
        var supporters = new Dictionary<string, int>(StringComparer.Ordinal);
        var withdrawn = false;
        for (var step = 0; step < Steps; step++)
        {
            var who = people[random.Next(people.Length)];
            var writes = writers.Contains(who);
            var words = $"Step {step} of {who.Subject}";
            switch (random.Next(withdrawn ? 4 : 40))
            {
                case 0 or 4 or 5 or 6 or 7 or 8:
                    var version = random.Next(4) == 0 ? said.Count + 1 : said.Count;
                    if (await Done(
                        () => council.Edit(who, version, words, proposalId: idea), !withdrawn && writes && version == said.Count))
                    {
                        said.Add(words);
                    }

                    break;
                case 1 or 9 or 10 or 11 or 12 or 13:
                    if (!withdrawn && writers.Count > 0 && !writes)
                    {
                        var secret = await council.InviteWriter(writers[^1], idea);
                        Assert.True(await Done(() => council.Join(who, secret), expected: true));
                        writers.Add(who);
                    }

                    break;
                case 2 or 14 or 15 or 16 or 17:
                    if (writes && await Done(() => council.Leave(who, idea), !withdrawn && writers.Count > 1))
                    {
                        writers.Remove(who);
                    }

                    break;
                case 3 or (>= 18 and < 30):
                    if (await Done(() => council.Support(who, idea), !withdrawn))
                    {
                        supporters[who.Subject] = said.Count;
                    }

                    break;
                case < 39:
                    await council.As(who).WithdrawSupportAsync(
                        new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = idea });
                    supporters.Remove(who.Subject);
                    break;
                default:
                    withdrawn = await Done(() => council.Withdraw(who, idea), writers[0] == who);
                    break;
            }

            await Agrees(council, idea, said, writers, supporters);
        }
    }

    private static async Task Agrees(
        Council council, string idea, List<string> said, List<Caller> writers, Dictionary<string, int> supporters)
    {
        var seen = await council.Get(writers[0], idea);
        Assert.Equal((said[^1], said.Count, writers.Count, true), (seen.Words, seen.Version, seen.Writers, seen.Mine));
        Assert.Equal(
            (supporters.Count, supporters.Values.Count(version => version < said.Count)), (seen.Supports, seen.EarlierSupports));
        var versions = await council.Versions(writers[0], idea);
        Assert.Equal(said.TakeLast(50), versions.Select(version => version.Words).Reverse());
    }

    private static async Task<bool> Done(Func<Task> call, bool expected)
    {
        try
        {
            await call();
        }
        catch (RpcException refusal)
        {
            Assert.False(expected, refusal.Reason());
            return false;
        }

        Assert.True(expected, "It was to be refused.");
        return true;
    }
}
