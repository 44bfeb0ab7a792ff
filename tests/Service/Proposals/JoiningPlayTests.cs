using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>
/// Whatever people do with ideas that are edited, joined, split, left and taken back, in any order, the rules hold: against a model that is
/// much simpler.
/// </summary>
public sealed class JoiningPlayTests
{
    private static readonly int Plays = Needs.FullRuns ? 40 : 3;

    private const int Steps = 45;

    [Fact]
    public async Task Every_idea_that_stands_is_carried_once_and_a_supporter_counts_once()
    {
        for (var play = 0; play < Plays; play++)
        {
            await using var council = await Council.Start("sqlite");
            await council.MakeAccepting();
            await new Play(council, new Random(play)).Run();
        }
    }

    /// <summary>An idea as the model knows it.</summary>
    private sealed class Idea(string id, Caller proposer)
    {
        public string Id { get; } = id;
        public List<Caller> Writers { get; } = [proposer];
        public Caller Proposer { get; set; } = proposer;
        public HashSet<string> Supporters { get; } = new(StringComparer.Ordinal);
        public List<string> Said { get; } = [];
        public Idea? Into { get; set; }
        public List<Idea> Of { get; } = [];

        /// <summary>That it was joined, and split, in their order.</summary>
        public List<JoiningKind> Happened { get; } = [];
        public bool Gone { get; set; }

        public bool Stands => !Gone && Into is null;
    }

    private sealed class Play(Council council, Random random)
    {
        private readonly Caller[] people = [.. Enumerable.Range(0, 6).Select(number => People.Resident($"person-{number}"))];
        private readonly List<Idea> ideas = [];
        private readonly HashSet<string> joined = new(StringComparer.Ordinal);

        public async Task Run()
        {
            foreach (var who in people[..4])
            {
                await Propose(who);
            }

            for (var step = 0; step < Steps; step++)
            {
                var who = people[random.Next(people.Length)];
                var idea = ideas[random.Next(ideas.Count)];
                await (random.Next(16) switch
                {
                    < 3 => Join(idea, ideas[random.Next(ideas.Count)]),
                    < 5 => Split(ideas.Find(one => one.Of.Count > 0 && one.Stands) ?? idea),
                    < 7 => Edit(who, idea, step),
                    < 9 => Leave(idea.Writers.Count > 0 ? idea.Writers[random.Next(idea.Writers.Count)] : who, idea),
                    < 13 => Support(who, idea),
                    < 15 => TakeSupportBack(who, idea),
                    _ => Withdraw(who, idea),
                });
                await Agrees();
            }
        }

        private async Task Propose(Caller who)
        {
            var made = await council.Propose(who, Council.Idea($"Idea of {who.Subject}"));
            ideas.Add(new Idea(made.ProposalId, who) { Said = { made.Words } });
        }

        private async Task Join(Idea first, Idea second)
        {
            var can = first != second && first.Stands && second.Stands && first.Proposer != second.Proposer
                && first.Writers.Union(second.Writers).Count() <= 8;
            var yes = "";
            if (!await Done(
                async () => yes = await council.JoinIdeas(first.Proposer, second.Proposer, first.Id, second.Id), can))
            {
                return;
            }

            var common = new Idea(yes, first.Proposer) { Said = { "Benches and seats, in one place." }, Of = { first, second } };
            common.Writers.Clear();
            common.Writers.AddRange(
                first.Writers.OrderBy(writer => writer == first.Proposer ? 0 : 1).Union(second.Writers));
            common.Supporters.UnionWith(first.Supporters.Union(second.Supporters));
            (first.Into, second.Into) = (common, common);
            foreach (var one in (Idea[])[first, second, common])
            {
                one.Happened.Add(JoiningKind.Join);
            }

            Assert.True(joined.Add(yes), "A number was given twice.");
            ideas.Add(common);
        }

        private async Task Split(Idea common)
        {
            var first = common.Of.Count == 2 ? SpeakerOf(common.Of[0], common) : null;
            var second = common.Of.Count == 2 ? SpeakerOf(common.Of[1], common) : null;
            if (!common.Stands || first is null || second is null)
            {
                await Done(() => council.SuggestSplit(common.Proposer, common.Id), expected: false);
                return;
            }

            // Who speaks for both sides has nobody to ask.
            if (first == second || ActsFor(common.Of[1], common, first) || ActsFor(common.Of[0], common, second))
            {
                return;
            }

            var said = await council.SuggestSplit(first, common.Id);
            await council.SayYes(second, said);
            common.Gone = true;
            foreach (var side in common.Of)
            {
                side.Into = null;
                side.Happened.Add(JoiningKind.Split);
                side.Writers.RemoveAll(writer => !common.Writers.Contains(writer));
                side.Proposer = side.Writers.Contains(side.Proposer) ? side.Proposer : side.Writers[0];
            }
        }

        private static bool ActsFor(Idea side, Idea common, Caller who) =>
            side.Writers.Contains(who) && common.Writers.Contains(who)
                && (side.Proposer == who || !common.Writers.Contains(side.Proposer));

        private static Caller? SpeakerOf(Idea side, Idea common) => side.Writers.Find(writer => ActsFor(side, common, writer));

        private async Task Edit(Caller who, Idea idea, int step)
        {
            var words = $"Step {step} of {who.Subject}";
            if (await Done(
                () => council.Edit(who, idea.Said.Count, words, proposalId: idea.Id), idea.Stands && idea.Writers.Contains(who)))
            {
                idea.Said.Add(words);
            }
        }

        private async Task Leave(Caller who, Idea idea)
        {
            if (!idea.Writers.Contains(who) || !await Done(() => council.Leave(who, idea.Id), idea.Stands && idea.Writers.Count > 1))
            {
                return;
            }

            idea.Writers.Remove(who);
            idea.Proposer = idea.Proposer == who ? idea.Writers[0] : idea.Proposer;
        }

        private async Task Support(Caller who, Idea idea)
        {
            if (await Done(() => council.Support(who, idea.Id), idea.Stands))
            {
                idea.Supporters.Add(who.Subject);
            }
        }

        private async Task TakeSupportBack(Caller who, Idea idea)
        {
            if (await Done(
                async () => await council.As(who).WithdrawSupportAsync(
                    new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = idea.Id }),
                idea.Stands) && idea.Supporters.Contains(who.Subject))
            {
                Forget(idea);
            }

            void Forget(Idea one)
            {
                one.Supporters.Remove(who.Subject);
                one.Of.Where(below => below.Into == one).ToList().ForEach(Forget);
            }
        }

        private async Task Withdraw(Caller who, Idea idea)
        {
            // One that was taken back before stays so, and says nothing.
            if (idea.Gone)
            {
                return;
            }

            if (await Done(
                () => council.Withdraw(who, idea.Id),
                idea.Stands && idea.Proposer == who && (idea.Of.Count == 0 || idea.Writers.Count == 1)))
            {
                GoWith(idea);
            }

            static void GoWith(Idea one)
            {
                one.Gone = true;
                foreach (var below in one.Of.Where(below => below.Into == one).ToList())
                {
                    below.Into = null;
                    GoWith(below);
                }
            }
        }

        private async Task Agrees()
        {
            Assert.Equal(
                ideas.Where(idea => idea.Stands).Select(idea => idea.Id).Order(StringComparer.Ordinal),
                (await council.Listed()).Order(StringComparer.Ordinal));
            foreach (var idea in ideas.Where(idea => idea.Stands))
            {
                var seen = await council.Get(idea.Proposer, idea.Id);
                Assert.Equal(
                    (idea.Said[^1], idea.Said.Count, idea.Writers.Count, idea.Supporters.Count, true),
                    (seen.Words, seen.Version, seen.Writers, seen.Supports, seen.Mine));
                Assert.Equal(
                    idea.Said, (await council.Versions(idea.Proposer, idea.Id)).Select(version => version.Words).Reverse());
                Assert.Equal(idea.Happened, seen.JoiningHistory.Select(one => one.Kind));
            }

            foreach (var idea in ideas.Where(idea => idea.Into is not null))
            {
                var seen = await council.Get(People.Nobody, idea.Id);
                Assert.Equal((idea.Said[^1], idea.Into!.Id), (seen.Words, seen.JoinedInto));
                Assert.Equal(idea.Happened, seen.JoiningHistory.Select(one => one.Kind));
                Assert.Equal(idea.Into.Id, seen.JoiningHistory[^1].CommonProposalId);
            }
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
}
