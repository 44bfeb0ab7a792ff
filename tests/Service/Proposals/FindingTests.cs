using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Identity;
using Participatory.Proposals.Finding;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Ideas are found by their words and by what they are about, in the order that somebody wants.</summary>
public sealed class FindingTests
{
    [Theory, EveryDatabase]
    public async Task Every_word_has_to_stand_there_and_the_last_one_may_be_a_beginning(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Propose(council, "Benches by the pond", "Three oak benches.");
        await Propose(council, "A café for repairs", "People bring what is broken, and sit on a bench.");
        await Propose(council, "Trees", "Oaks along the road.");

        Assert.Equal(["1", "2"], await Found(council, "BENCH"));
        Assert.Equal(["1"], await Found(council, "oak ben"));
        Assert.Equal(["1", "3"], await Found(council, "oaks"));
        Assert.Equal(["2"], await Found(council, "cafe"));
        Assert.Equal(["2"], await Found(council, "broken café bench"));
        Assert.Empty(await Found(council, "pond trees"));
        Assert.Empty(await Found(council, "ench"));
        Assert.Empty(await Found(council, "!?"));
        Assert.Equal(["1", "2", "3"], await Found(council, " "));
    }

    [Theory, EveryDatabase]
    public async Task Hidden_words_are_found_by_nobody_and_what_was_taken_back_is_in_no_list(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Propose(council, "Benches for swifts", "A quiet heronry.");
        await Propose(council, "Benches for walkers", "A quiet heronry.");
        await council.Judge(HidingJudgement.Hide);

        foreach (var caller in (Caller[])[People.Nobody, People.Amina, People.Grace])
        {
            Assert.Equal(["2"], await Found(council, "heronry", caller));
            Assert.Equal(["2"], (await council.As(caller).ListFoundEverywhereAsync(new() { Search = "heronry" })).Proposals
                .Select(idea => idea.ProposalId));
            Assert.Equal(["2"], await Alike(council, "A heronry for benches", caller));
        }

        // It stands in the list as before, and without its words.
        var listed = await council.As(People.Nobody).ListFoundProposalsAsync(
            new() { RoundId = Council.RoundId, Order = ProposalOrder.Oldest });
        Assert.Equal((2, ""), (listed.Total, listed.Proposals[0].Title));

        await council.Withdraw(People.Amina, "2");
        Assert.Empty(await Found(council, "heronry", People.Grace));
        Assert.Empty(await Alike(council, "A heronry for benches", People.Amina));
        Assert.Equal(["1"], await Found(council, "", People.Amina));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM idea_word WHERE sequence = 2"));
    }

    [Theory, EveryDatabase]
    public async Task An_idea_is_found_by_what_it_says_now_and_by_nothing_that_it_said_before(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Propose(council, "Swift boxes", "A quiet heronry.");
        await Propose(council, "Benches", "Oaks along the road.");
        await council.Edit(People.Amina, 1, "Hedgehogs like gardens.", "Owl perches");

        Assert.Empty(await Found(council, "swift"));
        Assert.Empty(await Found(council, "heronry"));
        Assert.Empty(await Alike(council, "Swift boxes, quiet heronry", People.Nobody));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM word_total WHERE word IN ('swift', 'box', 'quiet', 'heronry')"));
        await Counted(council);
        await IsFound(true);

        await council.Judge(HidingJudgement.Hide, version: 2);
        await IsFound(false);
        await council.Judge(HidingJudgement.Show, version: 2);
        await IsFound(true);

        async Task IsFound(bool isFound)
        {
            List<string> expected = isFound ? ["1"] : [];
            Assert.Equal(expected, await Found(council, "owl"));
            Assert.Equal(expected, await Found(council, "hedgehog garden"));
            Assert.Equal(expected, await Alike(council, "Owls and hedgehogs", People.Nobody));
        }
    }

    [Theory, EveryDatabase]
    public async Task Each_order_is_stable_from_page_to_page_while_ideas_come_in(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        for (var n = 1; n <= 12; n++)
        {
            // More than a resident sends in within an hour.
            await Propose(council, $"Idea {n}", "Words.", People.Grace);
        }

        await council.Support(People.Amina, "7");
        await council.Support(People.Noor, "7");
        await council.Support(People.Amina, "3");
        var numbers = Enumerable.Range(1, 12).Select(n => $"{n}").ToList();
        Assert.Equal(numbers, await Pages(ProposalOrder.Oldest));
        Assert.Equal(numbers.AsEnumerable().Reverse(), await Pages(ProposalOrder.Newest));
        var supported = await Pages(ProposalOrder.MostSupported);
        Assert.Equal(["7", "3", "1", "2"], supported.Take(4));
        var mixed = await Pages(ProposalOrder.Shuffled, seed: 4711);
        Assert.Equal(mixed, await Pages(ProposalOrder.Unspecified, seed: 4711));
        Assert.Equal(numbers.Order(StringComparer.Ordinal), mixed.Order(StringComparer.Ordinal));
        // Of so many seeds somebody sees another one first, and another one last.
        var (first, last) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var seed = 1; seed <= 20; seed++)
        {
            var shuffled = await Pages(ProposalOrder.Shuffled, seed: 1_000_003L * seed);
            first.Add(shuffled[0]);
            last.Add(shuffled[^1]);
        }

        Assert.True(first.Count > 1, "One idea is first for everybody.");
        Assert.True(last.Count > 1, "One idea is last for everybody.");
        await StaysWhileOneComes(ProposalOrder.Oldest, numbers);
        await StaysWhileOneComes(ProposalOrder.Newest, [.. numbers.AsEnumerable().Reverse()]);
        await StaysWhileOneComes(ProposalOrder.MostSupported, supported);
        await StaysWhileOneComes(ProposalOrder.Shuffled, mixed);

        // What was there before is read once each, in its order.
        async Task StaysWhileOneComes(ProposalOrder order, List<string> before)
        {
            var asked = new ListFoundProposalsRequest { RoundId = Council.RoundId, Order = order, Seed = 4711, PageSize = 5 };
            var page = await council.As(People.Nobody).ListFoundProposalsAsync(asked);
            await Propose(council, $"Late for {order}", "Words.", People.Grace);
            List<string> read = [.. page.Proposals.Select(idea => idea.ProposalId)];
            while (page.NextPageToken.Length > 0)
            {
                asked.PageToken = page.NextPageToken;
                page = await council.As(People.Nobody).ListFoundProposalsAsync(asked);
                read.AddRange(page.Proposals.Select(idea => idea.ProposalId));
            }

            Assert.Equal(before, read.Where(before.Contains));
        }

        async Task<List<string>> Pages(ProposalOrder order, long seed = 0)
        {
            List<string> all = [];
            var asked = new ListFoundProposalsRequest { RoundId = Council.RoundId, Order = order, Seed = seed, PageSize = 5 };
            do
            {
                var one = await council.As(People.Nobody).ListFoundProposalsAsync(asked);
                Assert.Equal(12, one.Total);
                all.AddRange(one.Proposals.Select(idea => idea.ProposalId));
                asked.PageToken = one.NextPageToken;
            }
            while (asked.PageToken.Length > 0);
            return all;
        }
    }

    [Theory, EveryDatabase]
    public async Task Ideas_that_came_before_are_read_by_the_clock_and_a_search_says_so_until_then(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Propose(council, "Benches", "A quiet heronry.");
        await Propose(council, "Swings", "A heronry, too.");
        await council.Withdraw(People.Amina, "2");
        await council.Run("DELETE FROM idea_word");
        await council.Run("DELETE FROM word_total");
        await council.Run("UPDATE proposal SET words_read = 0");

        var before = await council.As(People.Nobody).ListFoundProposalsAsync(new() { RoundId = Council.RoundId, Search = "heronry" });
        Assert.Equal((0, true), (before.Total, before.Incomplete));
        Assert.False((await council.As(People.Nobody).ListFoundProposalsAsync(new() { RoundId = Council.RoundId })).Incomplete);
        await council.Service.Services.GetRequiredService<IndexIdeas>().Tick(TestContext.Current.CancellationToken);

        var after = await council.As(People.Nobody).ListFoundProposalsAsync(new() { RoundId = Council.RoundId, Search = "heronry" });
        Assert.Equal((1, false), (after.Total, after.Incomplete));
        await Counted(council);
    }

    [Theory, EveryDatabase]
    public async Task What_is_alike_shares_rare_words_in_this_round_and_in_others(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting(Council.Draft("last-year"));
        await council.MakeAccepting();
        await Propose(council, "Swift boxes on the school", "Boxes for swifts under the eaves.", roundId: "last-year");
        await Propose(council, "Boxes for swifts", "Swifts need boxes, and the church has eaves.");
        await Propose(council, "A bench", "To rest on the way.");
        for (var n = 0; n < 9; n++)
        {
            await Propose(council, $"A path {n}", "So that people can walk on the way to the shop.", People.Grace);
        }

        var found = await council.As(People.Nobody).GetSimilarProposalsAsync(
            new() { RoundId = Council.RoundId, Title = "Swifts", Words = "Let us put up boxes under the eaves, on the way to the shop." });
        Assert.Equal(
            [(Council.RoundId, "1"), ("last-year", "1")],
            found.Proposals.Where(idea => idea.Title.Contains("oxes", StringComparison.Ordinal))
                .Select(idea => (idea.RoundId, idea.ProposalId)).Order());
        Assert.Contains("oxes", found.Proposals[0].Title, StringComparison.Ordinal);
        Assert.True(found.Proposals.Count <= GetSimilarProposals.Most);
        Assert.Empty(await Alike(council, "Zzz", People.Nobody));
        Assert.Empty(await Alike(council, "", People.Nobody));
        Assert.Equal(["A bench"], (await council.As(People.Nobody).ListFoundEverywhereAsync(new() { Search = "bench rest" })).Proposals
            .Select(idea => idea.Title));
        Assert.Equal(
            [Council.RoundId, "last-year"],
            (await council.As(People.Nobody).ListFoundEverywhereAsync(new() { Search = "greener" })).Rounds.Select(round => round.RoundId));
    }

    [Theory, EveryDatabase]
    public async Task Topics_are_set_in_advance_ideas_name_two_and_what_they_name_stays(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var topics = (await Set(council, new Topic { Name = "Play" }, new Topic { Name = "Green" }, new Topic { Name = "Roads" })).Topics;
        var idea = Council.Idea();
        idea.TopicIds.AddRange([topics[0].TopicId, topics[1].TopicId]);
        Assert.Equal(idea.TopicIds.Order(), (await council.Propose(idea: idea)).TopicIds.Order());
        await council.Propose(idea: Council.Idea("No topic"));
        await Council.Refused("INVALID_REQUEST", () => council.Propose(
            idea: new(Council.Idea()) { TopicIds = { topics.Select(topic => topic.TopicId) } }), "proposal.topic_ids");
        await Council.Refused("INVALID_REQUEST", () => council.Propose(
            idea: new(Council.Idea()) { TopicIds = { "of-another" } }), "proposal.topic_ids[0]");

        var about = await council.As(People.Nobody).ListFoundProposalsAsync(
            new() { RoundId = Council.RoundId, TopicId = topics[1].TopicId });
        Assert.Equal((1, "1"), (about.Total, about.Proposals.Single().ProposalId));
        await Council.Refused("TOPIC_IS_NAMED", () => Set(council, topics[0]), "topics");
        await Council.Refused("INVALID_REQUEST", () => Set(council, topics[0], topics[1], new Topic { Name = "play" }), "topics[2].name");

        var renamed = await Set(council, new(topics[1]) { Name = "Green spaces" }, topics[0], new Topic { Name = "Water" });
        Assert.Equal(["Green spaces", "Play", "Water"], renamed.Topics.Select(topic => topic.Name));
        Assert.Equal(
            renamed.Topics, (await council.As(People.Nobody).GetTopicsAsync(new() { RoundId = Council.RoundId })).Topics);
        await council.Advance(Phase.Reviewing);
        await Council.Refused("TOPICS_NO_MORE", () => Set(council, topics[0], topics[1]));
    }

    [Theory, EveryDatabase]
    public async Task Ideas_that_come_at_once_are_all_found_and_who_is_forgotten_leaves_no_word_behind(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var topic = (await Set(council, new Topic { Name = "Play" })).Topics[0];
        await Race.All(6, at => council.Propose(
            People.Resident($"person-{at}"), new(Council.Idea($"Swings {at}")) { Words = $"Heronry{at} by the pond." }));
        await council.Propose(idea: new(Council.Idea("Benches")) { Words = "A quiet heronry.", TopicIds = { topic.TopicId } });
        Assert.Equal(6, (await Found(council, "swings")).Count());
        Assert.Equal(7, (await Found(council, "heronry")).Count());
        await Counted(council);

        // While some come in others go.
        List<string> going = [];
        foreach (var at in Enumerable.Range(0, 3))
        {
            going.Add((await council.Ask<string>($"SELECT proposal_id FROM proposal WHERE proposer_subject = 'person-{at}'"))!);
        }

        await Race.All(6, at => at < 3
            ? council.Withdraw(People.Resident($"person-{at}"), going[at])
            : council.Propose(
                People.Resident($"late-{at}"), new(Council.Idea($"Swings {at}")) { Words = $"Heronry{at} by the pond." }));
        Assert.Equal(6, (await Found(council, "swings")).Count());
        await Counted(council);

        await council.Forget(People.Amina);
        Assert.Equal(6, (await Found(council, "heronry")).Count());
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM idea_word WHERE word IN ('heronry', 'bench', 'quiet')"));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM word_total WHERE word IN ('heronry', 'bench', 'quiet')"));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM proposal_topic"));
        await Counted(council);
    }

    private static async Task<RoundTopics> Set(Council council, params Topic[] topics) => await council.As(People.Grace)
        .NameTopicsAsync(new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Topics = { topics } });

    private static Task<Proposal> Propose(
        Council council, string title, string words, Caller? caller = null, string roundId = Council.RoundId) =>
        council.Propose(caller, new(Council.Idea(title, roundId: roundId)) { Words = words });

    /// <summary>In how many ideas a word stands is what the ideas themselves say.</summary>
    private static async Task Counted(Council council) => Assert.Equal(0, await council.Ask<long>("""
        SELECT COUNT(*) FROM word_total t
        WHERE t.ideas <> (SELECT COUNT(*) FROM idea_word w WHERE w.word = t.word AND w.round_id = t.round_id)
        """));

    private static async Task<IEnumerable<string>> Found(Council council, string search, Caller? caller = null)
    {
        var found = await council.As(caller ?? People.Nobody).ListFoundProposalsAsync(
            new() { RoundId = Council.RoundId, Search = search, Order = ProposalOrder.Oldest });
        Assert.Equal(found.Proposals.Count, found.Total);
        return found.Proposals.Select(idea => idea.ProposalId);
    }

    private static async Task<IEnumerable<string>> Alike(Council council, string title, Caller caller) =>
        (await council.As(caller).GetSimilarProposalsAsync(new() { RoundId = Council.RoundId, Title = title })).Proposals
        .Select(idea => idea.ProposalId);
}
