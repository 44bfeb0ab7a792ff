using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Counting.Rules.Shares;

namespace Participatory.Tests.Property;

public sealed class SupportersTests
{
    /// <summary>So many different ballots are turned around in parts, side by side where the machine can.</summary>
    [Theory]
    [InlineData(VoteType.Approval, Utility.Votes)]
    [InlineData(VoteType.Approval, Utility.Cost)]
    [InlineData(VoteType.Ordinal, Utility.Borda)]
    public void Many_ballots_turned_around_are_those_that_were_cast(VoteType type, Utility utility)
    {
        var random = new Random(1);
        var builder = new ElectionBuilder(
            new ElectionTerms(type, 1_000, 0, [.. Enumerable.Range(0, 40).Select(project => new Project($"p{project}", project))]));
        var all = Enumerable.Range(0, 40).Select(project => (ushort)project).ToArray();
        for (var voter = 0; voter < 60_000; voter++)
        {
            random.Shuffle(all);
            builder.Add(all.AsSpan(0, random.Next(3, 9)), [], random.Next(1, 3));
        }

        var election = builder.Build();
        var supporters = new Supporters(election, utility);
        var expected = all.ToDictionary(project => (int)project, _ => new List<(int, int, long)>());
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            var choices = election.Choices(ballot);
            for (var place = 0; place < choices.Length; place++)
            {
                var worth = utility == Utility.Borda ? choices.Length - 1 - place : utility == Utility.Cost
                    ? Math.Sign(election.Projects[choices[place]].Cost) : 1;
                if (worth > 0)
                {
                    expected[choices[place]].Add((ballot, election.Times(ballot), worth));
                }
            }
        }

        Assert.True(election.DistinctBallots > 50_000);
        Assert.All(all, project => Assert.Equal(
            Enumerable.Range(0, election.DistinctBallots)
            .Sum(ballot => election.Choices(ballot).Contains(project) ? election.Times(ballot) : 0), election.Votes(project)));
        Assert.All(expected, pair =>
        {
            var (groups, times, utilities) = (
                supporters.Of(pair.Key).ToArray(), supporters.TimesOf(pair.Key).ToArray(), supporters.UtilitiesOf(pair.Key).ToArray());
            Assert.Equal(pair.Value, groups.Select((group, i) => (group, times[i], utilities.Length == 0 ? 1 : utilities[i])));
            Assert.Equal(pair.Value.Sum(supporter => (long)supporter.Item2), supporters.Voters[pair.Key]);
        });
    }
}
