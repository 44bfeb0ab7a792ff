using Participatory.Contracts.Proposals;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>How an idea is changed, and what stays of what it said.</summary>
public sealed class VersionTests
{
    private const string First = "Three benches, so that my nan can rest on the way to the shop.";

    [Theory, EveryDatabase]
    public async Task Every_version_stays_readable_and_the_idea_shows_the_newest(string engine)
    {
        await using var council = await Start(engine);
        council.Service.Clock.Advance(TimeSpan.FromDays(1));
        var second = await council.Edit(People.Amina, 1, First + " One has arms.");
        Assert.Equal((2, First + " One has arms.", true), (second.Version, second.Words, second.WrittenByMe));
        var third = await council.Edit(People.Amina, 2, "A kiosk.", "A kiosk by the pond");

        var versions = await council.Versions(People.Nobody);
        Assert.Equal([3, 2, 1], versions.Select(version => version.Version));
        Assert.Equal(["A kiosk.", First + " One has arms.", First], versions.Select(version => version.Words));
        Assert.Equal([true, false, false], versions.Select(version => version.LargeChange));
        Assert.Equal((third.Title, third.Words), (versions[0].Title, versions[0].Words));
        Assert.Equal(third.Title, (await council.Get(People.Tom, "1")).Title);
        Assert.Equal(
            [(2, "Benches by the pond"), (3, "A kiosk by the pond")],
            (await council.Service.Published<ProposalEdited>()).Select(edited => (edited.Version, edited.Title)));

        // What changes nothing is no version.
        Assert.Equal(3, (await council.Edit(People.Amina, 3, "A kiosk.", "A kiosk by the pond")).Version);
        Assert.Equal(3, await council.Ask<long>("SELECT COUNT(*) FROM proposal_version"));
        var page = await council.As(People.Nobody).ListProposalVersionsAsync(
            new() { RoundId = Council.RoundId, ProposalId = "1", PageSize = 2 });
        var rest = await council.As(People.Nobody).ListProposalVersionsAsync(
            new() { RoundId = Council.RoundId, ProposalId = "1", PageSize = 2, PageToken = page.NextPageToken });
        Assert.Equal([3, 2], page.Versions.Select(version => version.Version));
        Assert.Equal([1], rest.Versions.Select(version => version.Version));
        Assert.Equal("", rest.NextPageToken);
    }

    [Theory, EveryDatabase]
    public async Task An_idea_says_when_its_words_became_as_they_are(string engine)
    {
        await using var council = await Start(engine);
        var before = await council.Get(People.Nobody, "1");
        Assert.Equal(before.CreateTime, before.ChangeTime);
        council.Service.Clock.Advance(TimeSpan.FromHours(1));
        await council.Edit(People.Amina, 1, "A kiosk.");
        var listed = Assert.Single((await council.As(People.Nobody).ListFoundProposalsAsync(
            new() { RoundId = Council.RoundId, Order = ProposalOrder.Newest })).Proposals);
        Assert.Equal(
            (before.CreateTime, council.Service.Clock.Now), (listed.CreateTime, listed.ChangeTime.ToDateTimeOffset()));
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_else_wrote_in_between_is_not_written_over(string engine)
    {
        await using var council = await Start(engine);
        await council.WriteTogether(People.Tom, "Tom");
        await council.Edit(People.Tom, 1, "Tom's words.");
        await Council.Refused("EDITED_MEANWHILE", () => council.Edit(People.Amina, 1, "Amina's words."), "version");
        Assert.Equal("Tom's words.", (await council.Get(People.Amina, "1")).Words);
        Assert.Equal(3, (await council.Edit(People.Amina, 2, "Amina's words.")).Version);

        // At once, one of two.
        var reasons = await Race.Reasons(
            () => council.Edit(People.Amina, 3, "Hers."), () => council.Edit(People.Tom, 3, "His."));
        Assert.Equal(["", "EDITED_MEANWHILE"], reasons.Order(StringComparer.Ordinal));
        Assert.Equal(4, (await council.Get(People.Nobody, "1")).Version);

        // And while the review begins, before it or not at all.
        var late = await Race.Reasons(() => council.Edit(People.Amina, 4, "The last word."), () => council.Advance(Phase.Reviewing));
        Assert.Equal("", late[1]);
        Assert.Contains(late[0], (string[])["", "EDITING_NO_MORE"]);
        Assert.Equal(late[0].Length == 0 ? 5 : 4, (await council.Get(People.Nobody, "1")).Version);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_changes_once_and_the_database_refuses_any_other_change(string engine)
    {
        await using var council = await Start(engine);
        var request = Written.Editing(1, "Four benches.");
        var first = await council.As(People.Amina).EditProposalAsync(request);
        Assert.Equal(first, await council.As(People.Amina).EditProposalAsync(request));
        foreach (var sql in (string[])
        [
            "UPDATE proposal SET words = 'Others'", "UPDATE proposal SET version = 3",
            "UPDATE proposal SET version = 3, words = 'Others'", "UPDATE proposal_version SET words = 'Others'",
            "UPDATE proposal_version SET words = '', author_subject = ''", "DELETE FROM proposal_version",
        ])
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run(sql));
        }

        Assert.Equal("Four benches.", (await council.Get(People.Nobody, "1")).Words);
    }

    [Theory, EveryDatabase]
    public async Task Once_the_review_has_begun_a_note_with_its_day_is_added_and_nothing_is_changed(string engine)
    {
        await using var council = await Start(engine);
        await Council.Refused("NOTES_NOT_YET", () => council.Note(People.Amina, "Too early."));
        await council.Advance(Phase.Reviewing);
        await Council.Refused("EDITING_NO_MORE", () => council.Edit(People.Amina, 1, "Four benches."));
        await Council.Refused("WRITING_IS_THEIRS", () => council.Note(People.Tom, "Not mine."));
        var noted = await council.Note(People.Amina, "The school will help.");
        council.Service.Clock.Advance(TimeSpan.FromDays(2));
        await council.Note(People.Amina, "So will the shop.");
        Assert.Equal(
            ["The school will help.", "So will the shop."], (await council.Get(People.Nobody, "1")).Notes.Select(note => note.Words));
        Assert.Equal(council.Service.Clock.Now.AddDays(-2), Assert.Single(noted.Notes).Time.ToDateTimeOffset());
        Assert.Equal(
            [council.Service.Clock.Now.AddDays(-2), council.Service.Clock.Now],
            (await council.Get(People.Nobody, "1")).Notes.Select(note => note.Time.ToDateTimeOffset()));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run("UPDATE proposal_note SET words = 'Others'"));
        for (var number = 2; number < 20; number++)
        {
            await council.Note(People.Amina, $"Note {number}.");
        }

        await Council.Refused("NOTES_FULL", () => council.Note(People.Amina, "One more."));
    }

    [Theory, EveryDatabase]
    public async Task What_was_hidden_stays_so_until_an_officer_has_looked_and_its_old_words_never_come_back(string engine)
    {
        await using var council = await Start(engine);
        await council.Judge(HidingJudgement.Hide);
        Assert.Empty(await council.Versions(People.Nobody));
        var edited = await council.Edit(People.Amina, 1, "Kinder words.");
        Assert.Equal(HidingState.Waiting, edited.Hiding.State);
        Assert.Equal("", (await council.Get(People.Nobody, "1")).Words);
        Assert.Empty(await council.Versions(People.Nobody));

        // Whoever has read the words of before decides nothing about these.
        await Council.Refused("EDITED_MEANWHILE", () => council.Judge(HidingJudgement.Show, version: 1), "version");
        await council.Judge(HidingJudgement.Show, version: 2);
        Assert.Equal("Kinder words.", (await council.Get(People.Nobody, "1")).Words);
        Assert.Equal("Kinder words.", Assert.Single(await council.Versions(People.Nobody)).Words);
        foreach (var who in new[] { People.Amina, People.Olu })
        {
            Assert.Equal(2, (await council.Versions(who)).Count);
        }

        // Notes are hidden with the words.
        await council.Advance(Phase.Reviewing);
        await council.Note(People.Amina, "An unkind note.");
        await council.Judge(HidingJudgement.Hide);
        Assert.Empty((await council.Get(People.Nobody, "1")).Notes);
        Assert.Single((await council.Get(People.Olu, "1")).Notes);
    }

    [Theory, EveryDatabase]
    public async Task An_officer_hides_what_it_said_before_for_good_and_what_it_says_now_stays(string engine)
    {
        await using var council = await Start(engine);
        await council.Edit(People.Amina, 1, "My neighbour is a thief.");
        await council.Edit(People.Amina, 2, "Kinder words.");
        await Council.Refused("INVALID_REQUEST", () => Conceal(HidingReason.Unspecified), "reason");
        await Conceal(HidingReason.Abuse);
        await Conceal(HidingReason.Abuse);
        Assert.Equal("Kinder words.", (await council.Get(People.Nobody, "1")).Words);
        Assert.Equal([3], (await council.Versions(People.Tom)).Select(version => version.Version));
        foreach (var who in new[] { People.Amina, People.Olu })
        {
            Assert.Equal([false, true, true], (await council.Versions(who)).Select(version => version.Concealed));
        }

        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM hiding_step WHERE part = 'EARLIER' AND reason = 'ABUSE'"));
        // What comes afterwards is public again.
        await council.Edit(People.Amina, 3, "Other words.");
        Assert.Equal([4, 3], (await council.Versions(People.Nobody)).Select(version => version.Version));

        async Task<Proposal> Conceal(HidingReason reason) => await council.As(People.Grace).JudgeProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words,
            Judgement = HidingJudgement.Show, Reason = reason, Version = 3, Earlier = true,
        });
    }

    [Theory, EveryDatabase]
    public async Task A_first_idea_that_was_looked_at_waits_again_when_it_is_changed(string engine)
    {
        await using var council = await Council.Start(engine);
        var round = Council.Draft();
        round.Policies.NewcomersWait = true;
        await council.MakeAccepting(round);
        await council.Propose();
        await council.Judge(HidingJudgement.Show);
        Assert.Equal(HidingState.Waiting, (await council.Edit(People.Amina, 1, "Something else.")).Hiding.State);
        await council.Judge(HidingJudgement.Show);
        // Of whom another idea is shown is no newcomer.
        await council.Propose();
        Assert.Null((await council.Edit(People.Amina, 1, "A second one.", proposalId: "2")).Hiding);
        Assert.Null((await council.Edit(People.Amina, 2, "And again.")).Hiding);
    }

    [Theory, EveryDatabase]
    public async Task A_newcomer_who_joins_hides_nothing_that_was_shown(string engine)
    {
        await using var council = await Council.Start(engine);
        var round = Council.Draft();
        round.Policies.NewcomersWait = true;
        await council.MakeAccepting(round);
        await council.Propose();
        await council.Judge(HidingJudgement.Show);
        await council.Propose();
        var joined = await council.WriteTogether(People.Tom, "Tom");
        Assert.Null(joined.Hiding);
        Assert.DoesNotContain("Tom", joined.WrittenBy);
        await council.Advance(Phase.Reviewing);
        Assert.Null((await council.Note(People.Amina, "The school will help.")).Hiding);
        await Council.Refused("NOTES_OF_NEWCOMERS", () => council.Note(People.Tom, "So will the shop."));
        // Whoever writes another idea that is shown is no newcomer.
        Assert.Contains("Tom", (await council.WriteTogether(People.Tom, "Tom", proposalId: "2")).WrittenBy);
        Assert.Equal(2, (await council.Note(People.Tom, "So will the shop.")).Notes.Count);
        Assert.Null((await council.Get(People.Nobody, "1")).Hiding);
    }

    [Theory, EveryDatabase]
    public async Task Support_of_an_older_version_is_kept_marked_and_renewed_or_taken_back(string engine)
    {
        await using var council = await Start(engine);
        await council.Support(People.Tom, "1");
        await council.Support(People.Olu, "1");
        await council.Edit(People.Amina, 1, First + " One has arms.");
        var seen = await council.Get(People.Tom, "1");
        Assert.Equal((2, 2, 1, false), (seen.Supports, seen.EarlierSupports, seen.SupportedVersion, seen.ChangedSinceSupported));
        Assert.Empty(await Changed(council));

        await council.Edit(People.Amina, 2, "A kiosk.", "A kiosk by the pond");
        Assert.Equal("1", Assert.Single(await Changed(council)).ProposalId);
        Assert.True((await council.Get(People.Tom, "1")).ChangedSinceSupported);
        var renewed = await council.Support(People.Tom, "1");
        Assert.Equal((2, 1, 3, false), (renewed.Supports, renewed.EarlierSupports, renewed.SupportedVersion,
            renewed.ChangedSinceSupported));
        Assert.Empty(await Changed(council));
        Assert.Equal(0, (await council.Get(People.Nobody, "1")).SupportedVersion);
        // What was written while somebody read they have not supported.
        await council.Edit(People.Amina, 3, "Something else altogether.", "A kiosk, two benches");
        var read = await council.As(People.Olu).SupportProposalAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Version = 3 });
        Assert.Equal((3, true), (read.SupportedVersion, read.ChangedSinceSupported));
        // Nobody who supports leaves in a message, whatever it is about.
        Assert.Equal(2, await council.Ask<long>("SELECT COUNT(*) FROM outbox WHERE type LIKE '%ProposalEdited' AND body LIKE '%kiosk%'"));
        foreach (var who in new[] { People.Tom, People.Olu })
        {
            Assert.Equal(0, await council.Ask<long>($"SELECT COUNT(*) FROM outbox WHERE body LIKE '%{who.Subject}%'"));
        }
    }

    [Theory, EveryDatabase]
    public async Task What_is_valued_or_comes_from_a_published_election_stays_as_it_is(string engine)
    {
        await using var council = await Start(engine);
        await council.Edit(People.Amina, 1, "Four benches.");
        await Council.Refused("EDITED_MEANWHILE", async () => await council.As(People.Grace).ValueProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Version = 1,
            Valuation = new Valuation { Cost = Council.Pounds(100) },
        }), "version");
        await council.Cost("1", 100);
        await Council.Refused("EDITING_VALUED", () => council.Edit(People.Amina, 2, "Five benches."));
        Assert.Single((await council.Note(People.Amina, "The shop will help.")).Notes);
        await council.MakeAccepting(Council.Draft("warsaw", "Warsaw 2020"));
        await council.Propose(People.Grace, Council.Idea(roundId: "warsaw"));
        await Council.Refused("EDITING_IMPORTED", async () => await council.As(People.Grace).EditProposalAsync(
            Written.Editing(1, "Four benches.", roundId: "warsaw")));
    }

    private static async Task<Council> Start(string engine)
    {
        var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        return council;
    }

    private static async Task<IReadOnlyList<Proposal>> Changed(Council council) =>
        (await council.As(People.Tom).ListChangedSupportsAsync(new())).Proposals;
}
