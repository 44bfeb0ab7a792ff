using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Where an idea is, in words and as a point.</summary>
public sealed class PlaceTests
{
    [Theory, EveryDatabase]
    public async Task An_idea_has_a_place_that_those_who_write_it_change_as_long_as_its_words(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var made = await council.Propose(idea: Placed.Idea("Benches", words: "By the pond"));
        Assert.Equal(("By the pond", Placed.Pond), (made.Place.PlaceWords, made.Place.Point));
        Assert.Equal(made.Place, (await council.Get(People.Nobody, "1")).Place);
        Assert.Null((await council.Propose()).Place);

        var request = Edit(made);
        request.Place = new IdeaPlace { PlaceWords = "By the school" };
        var moved = await council.As(People.Amina).EditProposalAsync(request);
        Assert.Equal((1, "By the school", null), (moved.Version, moved.Place.PlaceWords, moved.Place.Point));
        // What says nothing of it leaves it as it is.
        request = Edit(made);
        request.Words = "Four benches.";
        var edited = await council.As(People.Amina).EditProposalAsync(request);
        Assert.Equal((2, "By the school"), (edited.Version, edited.Place.PlaceWords));
        request = Edit(edited);
        request.Place = new IdeaPlace();
        Assert.Null((await council.As(People.Amina).EditProposalAsync(request)).Place);
        await Council.Refused("WRITING_IS_THEIRS", async () => await council.As(People.Tom).EditProposalAsync(Edit(edited)));
        await council.Advance(Phase.Reviewing);
        request = Edit(edited);
        request.Place = new IdeaPlace { PlaceWords = "Elsewhere" };
        await Council.Refused("EDITING_NO_MORE", async () => await council.As(People.Amina).EditProposalAsync(request));
    }

    [Theory, EveryDatabase]
    public async Task A_draft_keeps_its_place_and_a_point_is_on_this_earth(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var kept = await council.As(People.Amina).KeepProposalDraftAsync(new()
        {
            RequestId = Council.NewRequest(),
            Draft = new ProposalDraft
            {
                RoundId = Council.RoundId, Title = "Benches", Place = new IdeaPlace { PlaceWords = "By the pond", Point = Placed.Pond },
            },
        });
        Assert.Equal(kept.Place, (await council.As(People.Amina).GetProposalDraftAsync(new() { DraftId = kept.DraftId })).Place);
        Assert.Equal(Placed.Pond, kept.Place.Point);

        foreach (var (point, field) in new[]
            {
                (new MapPoint { LatitudeE5 = 9_000_001 }, "proposal.place.point.latitude_e5"),
                (new MapPoint { LongitudeE5 = -18_000_001 }, "proposal.place.point.longitude_e5"),
            })
        {
            var idea = Council.Idea();
            idea.Place = new IdeaPlace { Point = point };
            await Council.Refused("INVALID_REQUEST", () => council.Propose(idea: idea), field);
        }
    }

    [Theory, EveryDatabase]
    public async Task Where_a_hidden_idea_is_nobody_finds_out_and_with_one_that_is_gone_it_goes(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose(idea: Placed.Idea("Benches", words: "At number 7"));
        await council.Propose(idea: Placed.Idea("Swings", north: 100));
        await council.Propose(People.Noor, Placed.Idea("Trees", north: 200));
        await council.As(People.Grace).JudgeProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words,
            Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
        });

        Assert.Null((await council.Get(People.Nobody, "1")).Place);
        Assert.Equal("At number 7", (await council.Get(People.Amina, "1")).Place.PlaceWords);
        var map = await council.Map();
        Assert.Equal(["2", "3"], map.Ideas.Select(idea => idea.ProposalId));
        Assert.Equal((2, 0, 0), (map.Total, map.Elsewhere, map.TotalWithoutPoint));
        // Nor by how near it is; it comes last.
        Assert.Equal(["2", "3", "1"], await Nearest(council, Placed.Pond));
        Assert.Equal(2, (await council.As(People.Amina).ListFoundProposalsAsync(
            new() { RoundId = Council.RoundId, WithPoint = true })).Total);

        await council.Withdraw(People.Amina, "2");
        await Forget(council);
        Assert.Equal("At number 7", await council.Ask<string>("SELECT words FROM proposal_place WHERE proposal_id = '1'"));
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM proposal_place"));
        Assert.Equal(0, (await council.Map()).Total);
    }

    [Theory, EveryDatabase]
    public async Task The_nearest_come_first_to_a_point_or_to_the_middle_of_an_area_and_those_without_a_point_last(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        // A degree of longitude is shorter here than one of latitude.
        await council.Propose(idea: Placed.Idea("North", north: 100));
        await council.Propose(idea: Placed.Idea("East", east: 150));
        await council.Propose(idea: Placed.Idea("Far", north: -400_000));
        Assert.Equal(["3", "2", "4", "1"], await Nearest(council, Placed.Pond));
        Assert.Equal(["4", "3", "2", "1"], await Nearest(council, new MapPoint { LatitudeE5 = 4_900_000, LongitudeE5 = -230_000 }));

        await Council.Refused("INVALID_REQUEST", () => Nearest(council, near: null), "near");
        await Council.Refused("INVALID_REQUEST", () => Nearest(council, near: null, Council.Elm), "near");
        await council.Outline(Placed.Collection(Placed.Square(Council.Elm, west: -2.3, south: 53.5009)));
        Assert.Equal(["2", "3", "4", "1"], await Nearest(council, near: null, Council.Elm));
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_else_moved_is_not_moved_back_and_an_officer_shows_no_place_that_they_have_not_read(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var made = await council.Propose(idea: Placed.Idea("Benches", words: "By the pond"));
        await council.WriteTogether(People.Tom);
        var request = Edit(made);
        (request.Place, request.PlaceRead) = (new IdeaPlace { PlaceWords = "By the school" }, made.Place);
        await council.As(People.Tom).EditProposalAsync(request);
        request = Edit(made);
        (request.Place, request.PlaceRead) = (new IdeaPlace { PlaceWords = "By the gate" }, made.Place);
        await Council.Refused(
            "EDITED_MEANWHILE", async () => await council.As(People.Amina).EditProposalAsync(request), "place.place_words");
        // Whoever leaves it alone is not refused.
        request.Place = null;
        request.RequestId = Council.NewRequest();
        request.Words = "Four benches.";
        var edited = await council.As(People.Amina).EditProposalAsync(request);
        Assert.Equal((2, "By the school"), (edited.Version, edited.Place.PlaceWords));

        await Judge(People.Olu, HidingJudgement.Hide, 2);
        request = Edit(edited);
        request.Place = new IdeaPlace { PlaceWords = "Where Zoe lives" };
        var moved = await council.As(People.Amina).EditProposalAsync(request);
        Assert.Equal((3, "Four benches."), (moved.Version, moved.Words));
        await Council.Refused("EDITED_MEANWHILE", () => Judge(People.Grace, HidingJudgement.Show, 2), "version");
        await Judge(People.Grace, HidingJudgement.Show, 3);
        Assert.Equal("Where Zoe lives", (await council.Get(People.Nobody, "1")).Place.PlaceWords);

        async Task Judge(Caller officer, HidingJudgement judgement, int version) => await council.As(officer).JudgeProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words, Judgement = judgement,
            Reason = judgement == HidingJudgement.Hide ? HidingReason.Abuse : HidingReason.Unspecified, Version = version,
        });
    }

    [Theory, EveryDatabase]
    public async Task Whose_name_stands_in_a_place_or_with_a_further_photo_does_not_decide_about_it(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose(idea: Placed.Idea("Benches", words: "At the gate of Olu Ade"));
        await PhotoTests.Add(council, People.Amina, TestJpeg.Picture());
        await PhotoTests.Add(council, People.Amina, TestJpeg.Picture());
        await council.As(People.Nobody).FlagProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words,
            Reason = HidingReason.Abuse,
        });
        Assert.True(await ForAnother(People.Olu));
        Assert.False(await ForAnother(People.Grace));
        await council.Run("UPDATE proposal_photo SET alt_text = 'Grace Bell on a bench' WHERE place = 2");
        Assert.True(await ForAnother(People.Grace));

        async Task<bool> ForAnother(Caller officer) =>
            Assert.Single((await council.As(officer).ListFlaggedAsync(new())).Ideas).ForAnother;
    }

    private static EditProposalRequest Edit(Proposal idea) => new()
    {
        RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Version = idea.Version, Title = idea.Title,
        Words = idea.Words, WhoBenefits = idea.WhoBenefits,
    };

    private static async Task Forget(Council council)
    {
        await using var transaction = await council.Service.Database.Begin(TestContext.Current.CancellationToken);
        await council.Service.Services.GetRequiredService<PersonalData>().Forget(transaction, People.Noor.Subject);
        await transaction.Commit();
    }

    private static async Task<List<string>> Nearest(Council council, MapPoint? near, string area = "")
    {
        List<string> all = [];
        var asked = new ListFoundProposalsRequest
        {
            RoundId = Council.RoundId, Order = ProposalOrder.Nearest, Near = near, AreaCode = area, PageSize = 2,
        };
        do
        {
            var page = await council.As(People.Nobody).ListFoundProposalsAsync(asked);
            all.AddRange(page.Proposals.Select(idea => idea.ProposalId));
            asked.PageToken = page.NextPageToken;
        }
        while (asked.PageToken.Length > 0);
        return all;
    }
}
