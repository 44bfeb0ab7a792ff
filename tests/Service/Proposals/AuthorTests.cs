using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Several people write an idea: by invitation and yes, until they leave.</summary>
public sealed class AuthorTests
{
    [Theory, EveryDatabase]
    public async Task Whoever_is_invited_and_says_yes_writes_it_and_their_name_stands_there_if_they_want(string engine)
    {
        await using var council = await Start(engine);
        var secret = await council.InviteWriter();
        var seen = await council.As(People.Nobody).GetInvitationAsync(new() { Secret = secret });
        Assert.Equal(("Benches by the pond", "Amina from Pond Street", true), (seen.Title, seen.InvitedBy, seen.CanJoin));
        var own = await council.As(People.Amina).GetInvitationAsync(new() { Secret = secret });
        Assert.Equal((false, true), (own.CanJoin, own.WrittenByMe));
        Assert.False((await council.Get(People.Tom, "1")).WrittenByMe);

        var joined = await council.Join(People.Tom, secret, "Tom of Mill Lane");
        Assert.Equal((true, false, 2), (joined.WrittenByMe, joined.Mine, joined.Writers));
        await council.WriteTogether(People.Resident("subject-zoe"));
        var idea = await council.Get(People.Nobody, "1");
        Assert.Equal(["Amina from Pond Street", "Tom of Mill Lane"], idea.WrittenBy);
        Assert.Equal(3, idea.Writers);
        Assert.DoesNotContain("subject-", $"{idea}", StringComparison.Ordinal);
        Assert.Equal("Tom's words.", (await council.Edit(People.Tom, 1, "Tom's words.")).Words);
        Assert.Equal("1", Assert.Single((await council.As(People.Tom).ListMyProposalsAsync(new())).Proposals).ProposalId);
        await Council.Refused("WRITES_ALREADY", async () => await council.Join(People.Tom, await council.InviteWriter()));
    }

    [Theory, EveryDatabase]
    public async Task A_link_works_once_for_fourteen_days_and_opens_nothing_once_it_is_ended_or_refused(string engine)
    {
        await using var council = await Start(engine);
        var used = await council.InviteWriter();
        var reasons = await Race.Reasons(
            () => council.Join(People.Tom, used), () => council.Join(People.Resident("subject-zoe"), used));
        Assert.Equal(["", "LINK_OPENS_NOTHING"], reasons.Order(StringComparer.Ordinal));

        var refused = await council.InviteWriter();
        await council.As(People.Nobody).RefuseInvitationAsync(new() { RequestId = Council.NewRequest(), Secret = refused });
        var ended = await council.InviteWriter();
        var open = await council.As(People.Amina).GetAuthorInvitationsAsync(new() { RoundId = Council.RoundId, ProposalId = "1" });
        await council.As(People.Amina).EndInvitationAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1",
            InvitationId = Assert.Single(open.Invitations).InvitationId,
        });
        foreach (var secret in new[] { used, refused, ended })
        {
            await Council.Refused("LINK_OPENS_NOTHING", () => council.Join(People.Resident("subject-last"), secret), "secret");
        }

        var late = await council.InviteWriter();
        council.Service.Clock.Advance(TimeSpan.FromDays(14));
        await Council.Refused("LINK_OPENS_NOTHING", () => council.Join(People.Resident("subject-last"), late), "secret");

        await council.Service.Services.GetRequiredService<Participatory.Proposals.Drafts.RemoveDrafts>().Tick(
            TestContext.Current.CancellationToken);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM author_invitation"));
    }

    [Theory, EveryDatabase]
    public async Task Eight_people_write_an_idea_and_open_invitations_count(string engine)
    {
        await using var council = await Start(engine);
        for (var number = 0; number < 5; number++)
        {
            await council.WriteTogether(People.Resident($"person-{number}"));
        }

        await council.InviteWriter();
        await council.InviteWriter(People.Resident("person-1"));
        await Council.Refused("AUTHORS_FULL", () => council.InviteWriter());
    }

    [Theory, EveryDatabase]
    public async Task Whoever_leaves_edits_no_more_and_the_idea_stays_with_the_others(string engine)
    {
        await using var council = await Start(engine);
        await Council.Refused("LAST_AUTHOR_STAYS", () => council.Leave(People.Amina));
        await council.WriteTogether(People.Tom, "Tom of Mill Lane");
        await council.WriteTogether(People.Resident("subject-zoe"), "Zoe");
        var open = await council.InviteWriter();

        var left = await council.Leave(People.Amina);
        Assert.Equal((false, false, 2), (left.Mine, left.WrittenByMe, left.Writers));
        await Council.Refused("WRITING_IS_THEIRS", () => council.Edit(People.Amina, 1, "Still mine."));
        await Council.Refused("WITHDRAWING_IS_THEIRS", () => council.Withdraw(People.Amina, "1"));
        await Council.Refused("LINK_OPENS_NOTHING", () => council.Join(People.Olu, open), "secret");
        // Twice is once.
        Assert.Equal(2, (await council.Leave(People.Amina)).Writers);

        // Whoever joined first proposes it from now on, and is told what becomes of it.
        var toms = await council.Get(People.Tom, "1");
        Assert.Equal((true, "Tom of Mill Lane"), (toms.Mine, toms.ShownAs));
        Assert.Equal(["Tom of Mill Lane", "Zoe"], toms.WrittenBy);
        Assert.Equal(
            (1, People.Tom.Subject),
            Assert.Single((await council.Service.Published<ProposalPassedOn>()).Select(one => (one.Number, one.ProposerSubject))));
        await council.Cost("1", 100);
        Assert.Equal(People.Tom.Subject, Assert.Single(await council.Service.Published<ProposalReviewed>()).ProposerSubject);

        // Once it is on the paper its grant would be theirs; the others may still leave.
        await council.Advance(Phase.Reviewing);
        await council.Release(Council.Elm, 500);
        await council.Publish();
        await Council.Refused("PROPOSER_STAYS", () => council.Leave(People.Tom));
        Assert.Equal(1, (await council.Leave(People.Resident("subject-zoe"))).Writers);
        await Council.Refused("JOINING_NO_MORE", () => council.InviteWriter(People.Tom));
    }

    [Theory, EveryDatabase]
    public async Task Only_the_proposer_takes_it_back_and_nobody_joins_what_is_hidden(string engine)
    {
        await using var council = await Start(engine);
        await council.WriteTogether(People.Tom);
        var secret = await council.InviteWriter();
        await Council.Refused("WITHDRAWING_IS_THEIRS", () => council.Withdraw(People.Tom, "1"));
        await council.Judge(HidingJudgement.Hide);
        Assert.NotEqual("", (await council.Get(People.Tom, "1")).Words);
        var seen = await council.As(People.Olu).GetInvitationAsync(new() { Secret = secret });
        Assert.Equal(("", "", false), (seen.Title, seen.InvitedBy, seen.CanJoin));
        await Council.Refused("JOINING_HIDDEN", () => council.Join(People.Resident("subject-zoe"), secret));
        await Council.Refused("JOINING_HIDDEN", () => council.InviteWriter(People.Tom));
        await council.Withdraw(People.Amina, "1");
        await Council.Refused("PROPOSAL_WITHDRAWN", () => council.Leave(People.Tom));
    }

    [Theory, EveryDatabase]
    public async Task An_officer_who_writes_an_idea_does_not_decide_about_its_words(string engine)
    {
        await using var council = await Start(engine);
        await council.WriteTogether(People.Grace);
        await Council.Refused("OWN_WORDS", async () => await council.Judge(HidingJudgement.Hide));
        await council.As(People.Nobody).FlagProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words,
            Reason = HidingReason.Abuse,
        });
        Assert.True(await ForAnother(People.Grace));
        Assert.False(await ForAnother(People.Olu));
        // Whose name stands in a note does not decide either, and the list says so.
        await council.Advance(Phase.Reviewing);
        await council.Note(People.Amina, "Olu Ade will help.");
        Assert.True(await ForAnother(People.Olu));

        async Task<bool> ForAnother(Caller officer) =>
            Assert.Single((await council.As(officer).ListFlaggedAsync(new())).Ideas).ForAnother;
    }

    [Theory, EveryDatabase]
    public async Task Of_somebody_who_is_forgotten_nothing_stays_and_what_others_write_too_goes_on(string engine)
    {
        await using var council = await Start(engine);
        await council.WriteTogether(People.Tom, "Tom of Mill Lane");
        await council.Edit(People.Amina, 1, "Amina's words.");
        await council.Propose(idea: Council.Idea("A lonely idea"));
        await council.Edit(People.Amina, 1, "Changed once.", "A lonely idea", "2");
        await council.Keep(People.Amina, Written.Draft());
        await council.InviteWriter();
        await council.Forget(People.Amina);

        var goesOn = await council.Get(People.Tom, "1");
        Assert.Equal(("Amina's words.", true, 1), (goesOn.Words, goesOn.Mine, goesOn.Writers));
        Assert.Equal(2, (await council.Versions(People.Nobody)).Count);
        Assert.Equal(2, await council.Ask<long>("SELECT COUNT(*) FROM proposal_version WHERE proposal_id = '2' AND words = ''"));
        foreach (var (table, column) in new[]
        {
            ("author", "subject"), ("author_invitation", "invited_by"), ("draft", "author_subject"), ("proposal_note", "author_subject"),
            ("proposal_version", "author_subject"), ("proposal", "proposer_subject"),
        })
        {
            Assert.Equal(0, await council.Ask<long>($"SELECT COUNT(*) FROM {table} WHERE {column} = '{People.Amina.Subject}'"));
        }
    }

    [Theory, EveryDatabase]
    public async Task What_officers_and_others_said_of_somebody_goes_with_them_and_photos_go_with_whoever_added_them(string engine)
    {
        await using var council = await Start(engine);
        await council.WriteTogether(People.Tom, "Tom of Mill Lane");
        await PhotoTests.Add(council, People.Tom, TestJpeg.Picture());
        await council.As(People.Nobody).FlagProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words,
            Reason = HidingReason.Abuse, Note = "Amina is rude.",
        });
        await council.As(People.Grace).AddCaseNoteAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Words = "Amina called." });
        await council.Forget(People.Amina);
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM flag"));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM flag WHERE note <> ''"));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM case_note"));
        Assert.NotNull((await council.Get(People.Nobody, "1")).Photo);

        await council.Join(People.Resident("subject-zoe"), await council.InviteWriter(People.Tom));
        await council.Forget(People.Tom);
        Assert.Null((await council.Get(People.Nobody, "1")).Photo);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM proposal_photo_piece"));
    }

    [Theory, EveryDatabase]
    public async Task Photos_of_others_move_up_where_those_of_somebody_who_is_forgotten_go(string engine)
    {
        await using var council = await Start(engine);
        await council.WriteTogether(People.Tom, "Tom of Mill Lane");
        foreach (var who in (Caller[])[People.Amina, People.Tom, People.Amina, People.Tom])
        {
            await PhotoTests.Add(council, who, TestJpeg.Picture());
        }

        var before = (await council.Get(People.Nobody, "1")).Photos;
        await council.As(People.Nobody).FlagProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Photo,
            Reason = HidingReason.Abuse,
        });
        await council.Forget(People.Amina);

        var left = await council.Get(People.Nobody, "1");
        Assert.Equal([before[1], before[3]], left.Photos);
        Assert.Equal(before[1], left.Photo);
        // It may be about one of those that stay.
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM flag"));
        await PhotoTests.Add(council, People.Tom, TestJpeg.Picture());
        Assert.Equal(4, (await PhotoTests.Add(council, People.Tom, TestJpeg.Picture())).Photos.Count);
        Assert.Equal(10, await council.Ask<int>("SELECT SUM(place) FROM proposal_photo"));
    }

    private static async Task<Council> Start(string engine)
    {
        var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        return council;
    }
}
