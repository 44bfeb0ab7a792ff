using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Pictures;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;

namespace Participatory.Tests.Service.Proposals;

public sealed class PhotoTests
{
    private const string Benches = "Two old benches by the pond";

    [Theory, EveryDatabase]
    public async Task A_photo_stands_with_the_idea_without_what_it_hid(string engine)
    {
        await using var council = await Start(engine);
        var file = TestJpeg.Picture(TestJpeg.Exif(6));
        var idea = await Add(council, People.Amina, file, pieceBytes: 100);

        Assert.Equal((Benches, "image/jpeg", 8, 8, true),
            (idea.Photo.AltText, idea.Photo.MediaType, idea.Photo.Width, idea.Photo.Height, idea.Mine));
        Assert.Equal(idea.Photo, (await council.Get(People.Nobody, "1")).Photo);
        Assert.Equal(idea.Photo, Assert.Single(
            (await council.As(People.Nobody).ListProposalsAsync(new ListProposalsRequest { RoundId = Council.RoundId })).Proposals).Photo);
        var shown = await Look(council, People.Nobody);
        Assert.Equal((idea.Photo.PhotoId, "image/jpeg", idea.Photo.SizeBytes), (shown.Id, shown.MediaType, shown.Bytes.Length));
        Assert.Equal(Picture.Clean(file).Bytes, shown.Bytes);
        Assert.False(TestBytes.Holds(shown.Bytes, "51.5"));
    }

    [Fact]
    public async Task A_photo_that_met_a_busy_database_is_kept_all_the_same()
    {
        var misfortune = new Misfortune { BusyAt = "INSERT INTO proposal_photo" };
        await using var council = await Start("sqlite", builder => builder.Suffer(misfortune));
        Assert.NotNull((await Add(council, People.Amina, TestJpeg.Picture())).Photo);
        Assert.NotEmpty(misfortune.Struck);
    }

    [Theory, EveryDatabase]
    public async Task A_large_photo_comes_back_whole(string engine)
    {
        await using var council = await Start(engine);
        byte[] large = [.. TestJpeg.Picture()[..^2], .. new byte[300_000], .. TestJpeg.End];
        await Add(council, People.Amina, large);

        Assert.Equal(large, (await Look(council, People.Tom)).Bytes);
        Assert.Equal(5, await council.Ask<long>("SELECT COUNT(*) FROM proposal_photo_piece"));
    }

    [Theory, EveryDatabase]
    public async Task Nothing_of_a_hostile_file_reaches_the_database(string engine)
    {
        await using var council = await Start(engine);
        foreach (var (file, reason) in HostilePictures.Refused.Values.Where((_, index) => index % 8 == 0))
        {
            await Council.Refused(file.Length == 0 ? "PHOTO_MISSING" : reason, () => Add(council, People.Amina, file), "content");
        }

        byte[] larger = [.. TestJpeg.Picture(), .. new byte[Picture.MaxBytes]];
        await Council.Refused("PHOTO_TOO_LARGE", () => Add(council, People.Amina, larger), "content");
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM proposal_photo")
            + await council.Ask<long>("SELECT COUNT(*) FROM proposal_photo_piece"));
    }

    [Theory, EveryDatabase]
    public async Task An_idea_has_four_photos_also_when_more_come_at_once(string engine)
    {
        await using var council = await Start(engine);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            var failure = await Record.ExceptionAsync(() => Add(council, People.Amina, TestPng.Picture()));
            return failure is null ? "" : ((RpcException)failure).Reason();
        }));

        Assert.Equal(["", "", "", "", "PHOTOS_FULL", "PHOTOS_FULL"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal(10, await council.Ask<int>("SELECT SUM(place) FROM proposal_photo"));
        Assert.Equal(
            (4, 4), (await council.Ask<int>("SELECT COUNT(*) FROM proposal_photo"),
            await council.Ask<int>("SELECT COUNT(*) FROM proposal_photo_piece")));
    }

    [Theory, EveryDatabase]
    public async Task Photos_stand_in_their_order_and_move_up_where_one_goes(string engine)
    {
        await using var council = await Start(engine);
        var first = (await Add(council, People.Amina, TestPng.Picture())).Photo;
        await Add(council, People.Amina, TestJpeg.Picture());
        var all = await Add(council, People.Amina, TestPng.Picture());
        Assert.Equal((first, 3), (all.Photo, all.Photos.Count));
        Assert.Equal(all.Photos, (await council.Get(People.Nobody, "1")).Photos);
        Assert.Equal("image/jpeg", (await Look(council, People.Nobody, all.Photos[1].PhotoId)).MediaType);
        await Council.Refused("PHOTO_NOT_FOUND", () => Look(council, People.Nobody, "nowhere"), "proposal_id");

        var removal = Removal();
        removal.PhotoId = first.PhotoId;
        var two = await council.As(People.Amina).RemoveProposalPhotoAsync(removal);
        Assert.Equal(all.Photos.Skip(1), two.Photos);
        Assert.Equal(all.Photos[1], two.Photo);
        removal = Removal("It shows a child.");
        removal.PhotoId = all.Photos[2].PhotoId;
        await council.As(People.Olu).RemoveProposalPhotoAsync(removal);
        var mine = await council.Get(People.Amina, "1");
        Assert.Equal(all.Photos[1], Assert.Single(mine.Photos));
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM proposal_photo_piece"));
        // Its one photo is the first, and the next one stands behind it.
        Assert.Equal(mine.Photo, (await Add(council, People.Amina, TestPng.Picture())).Photos[0]);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_writes_it_puts_a_photo_in_front_and_the_others_keep_their_order_and_all_their_bytes(string engine)
    {
        await using var council = await Start(engine);
        byte[] large = [.. TestJpeg.Picture()[..^2], .. new byte[200_000], .. TestJpeg.End];
        await Add(council, People.Amina, TestPng.Picture());
        await Add(council, People.Amina, TestJpeg.Picture());
        await Add(council, People.Amina, large);
        var all = (await Add(council, People.Amina, TestPng.Picture())).Photos;

        var request = InFront(all[2]);
        var moved = await council.As(People.Amina).PutProposalPhotoFirstAsync(request);
        Assert.Equal((ProposalPhoto[])[all[2], all[0], all[1], all[3]], moved.Photos);
        var seen = await council.Get(People.Nobody, "1");
        Assert.Equal((all[2], moved.Photos), (seen.Photo, seen.Photos));
        Assert.Equal(large, (await Look(council, People.Tom)).Bytes);
        Assert.Equal("image/png", (await Look(council, People.Tom, all[0].PhotoId)).MediaType);
        Assert.Equal(moved, await council.As(People.Amina).PutProposalPhotoFirstAsync(request));
        Assert.Equal(moved, await council.As(People.Amina).PutProposalPhotoFirstAsync(InFront(all[2])));
        await Council.Refused("WRITING_IS_THEIRS", async () => await council.As(People.Tom).PutProposalPhotoFirstAsync(InFront(all[0])));
        await Council.Refused(
            "PHOTO_NOT_FOUND",
            async () => await council.As(People.Amina).PutProposalPhotoFirstAsync(InFront(new() { PhotoId = "nowhere" })), "proposal_id");

        // Of two who do it at once the later one stands first, and every photo has a place and its bytes.
        var reasons = await Race.Reasons(
            async () => await council.As(People.Amina).PutProposalPhotoFirstAsync(InFront(all[1])),
            async () => await council.As(People.Amina).PutProposalPhotoFirstAsync(InFront(all[3])));
        Assert.Equal(["", ""], reasons);
        var last = (await council.Get(People.Nobody, "1")).Photos;
        Assert.Equal(all.Select(photo => photo.PhotoId).Order(StringComparer.Ordinal),
            last.Select(photo => photo.PhotoId).Order(StringComparer.Ordinal));
        Assert.Equal(large, (await Look(council, People.Tom, all[2].PhotoId)).Bytes);
        Assert.Equal(10, await council.Ask<int>("SELECT SUM(place) FROM proposal_photo"));
    }

    [Theory, EveryDatabase]
    public async Task The_same_photo_sent_again_is_there_once(string engine)
    {
        await using var council = await Start(engine);
        var id = Council.NewRequest();
        var first = await Add(council, People.Amina, TestPng.Picture(), requestId: id);
        Assert.Equal(first, await Add(council, People.Amina, TestPng.Picture(), requestId: id, pieceBytes: 7));
        await Council.Refused("REQUEST_ID_REUSED", () => Add(council, People.Amina, TestJpeg.Picture(), requestId: id), "request_id");

        // What was taken away does not come back with an answer that is given again.
        var request = Removal();
        var removed = await council.As(People.Amina).RemoveProposalPhotoAsync(request);
        Assert.Null((await Add(council, People.Amina, TestPng.Picture(), requestId: id)).Photo);
        Assert.Equal(removed, await council.As(People.Amina).RemoveProposalPhotoAsync(request));
    }

    [Theory, EveryDatabase]
    public async Task Only_the_person_who_proposed_it_adds_a_photo_and_others_do_not_take_it_away(string engine)
    {
        await using var council = await Start(engine);
        foreach (var other in (Caller[])[People.Tom, People.Grace])
        {
            await Council.Refused("PHOTO_IS_THEIRS", () => Add(council, other, TestJpeg.Picture()));
        }

        await Council.Refused("SIGN_IN_NEEDED", () => Add(council, People.Nobody, TestJpeg.Picture()));
        await Add(council, People.Amina, TestJpeg.Picture());
        await Council.Refused(
            "REMOVING_IS_THEIRS", async () => await council.As(People.Tom).RemoveProposalPhotoAsync(Removal("I do not like it.")));
        Assert.NotNull((await council.Get(People.Nobody, "1")).Photo);
    }

    [Theory, EveryDatabase]
    public async Task A_photo_needs_the_yes_of_everybody_and_words_for_those_who_cannot_see_it(string engine)
    {
        await using var council = await Start(engine);
        var bare = First(TestJpeg.Picture(), 64 * 1024, Council.NewRequest());
        (bare.AltText, bare.EverybodySaidYes) = ("", false);
        await Council.Refused("INVALID_REQUEST", () => council.As(People.Amina).AddProposalPhoto().Send([bare]), "alt_text",
            "everybody_said_yes");
        await Council.Refused("INVALID_REQUEST", () => council.As(People.Amina).AddProposalPhoto().Send([]), "content");

        // Also where somebody writes past the service.
        await Add(council, People.Amina, TestJpeg.Picture());
        foreach (var change in (string[])["everybody_said_yes = 0", "alt_text = ''", "media_type = 'image/svg+xml'", "width = 0"])
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run($"UPDATE proposal_photo SET {change}"));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_photo_that_is_taken_away_is_gone_and_another_can_take_its_place(string engine)
    {
        await using var council = await Start(engine);
        var first = await Add(council, People.Amina, TestJpeg.Picture());
        var without = await council.As(People.Amina).RemoveProposalPhotoAsync(Removal());
        Assert.Equal((null, null), (without.Photo, without.PhotoTakenAway));
        await Council.Refused("PHOTO_NOT_FOUND", () => Look(council, People.Amina), "proposal_id");
        await Council.Refused("PHOTO_NOT_FOUND", async () => await council.As(People.Amina).RemoveProposalPhotoAsync(Removal()),
            "proposal_id");
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM proposal_photo_piece"));

        Assert.NotEqual(first.Photo.PhotoId, (await Add(council, People.Amina, TestPng.Picture())).Photo.PhotoId);
    }

    [Theory, EveryDatabase]
    public async Task An_officer_of_the_area_takes_a_photo_away_with_a_reason_that_the_proposer_reads(string engine)
    {
        await using var council = await Start(engine);
        await council.Propose(People.Tom, Council.Idea("Swings", Council.Oak));
        await Add(council, People.Tom, TestJpeg.Picture(), "2");
        await Add(council, People.Amina, TestJpeg.Picture());

        await Council.Refused("INVALID_REQUEST", async () => await council.As(People.Olu).RemoveProposalPhotoAsync(Removal(" ")), "reason");
        await Council.Refused(
            "AREA_OF_OTHERS", async () => await council.As(People.Olu).RemoveProposalPhotoAsync(Removal("It shows a child.", "2")));
        await council.As(People.Olu).RemoveProposalPhotoAsync(Removal("It shows a child."));

        var mine = await council.Get(People.Amina, "1");
        Assert.Equal(
            (null, "It shows a child.", People.Olu.ShownAs), (mine.Photo, mine.PhotoTakenAway.Reason, mine.PhotoTakenAway.TakenBy));
        Assert.NotNull((await council.Get(People.Grace, "1")).PhotoTakenAway);
        Assert.Null((await council.Get(People.Tom, "1")).PhotoTakenAway);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run("DELETE FROM photo_taken_away"));
        Assert.Null((await Add(council, People.Amina, TestPng.Picture())).PhotoTakenAway);
    }

    [Theory, EveryDatabase]
    public async Task A_photo_comes_before_the_ballot_paper_and_can_be_taken_away_also_after_it(string engine)
    {
        await using var council = await Start(engine);
        await council.Propose(People.Tom, Council.Idea("Swings"));
        await council.Cost("1", 100);
        await council.Cost("2", 100);
        await council.Advance(Phase.Reviewing);
        await Add(council, People.Amina, TestJpeg.Picture());
        await council.Release(Council.Elm, 500);
        await council.Publish();

        await Council.Refused("PHOTOS_NO_MORE", () => Add(council, People.Tom, TestJpeg.Picture(), "2"));
        Assert.NotNull((await council.Get(People.Nobody, "1")).Photo);
        Assert.Null((await council.As(People.Amina).RemoveProposalPhotoAsync(Removal())).Photo);
    }

    [Theory, EveryDatabase]
    public async Task The_photo_of_an_idea_that_was_taken_back_goes_out_of_sight_with_it(string engine)
    {
        await using var council = await Start(engine);
        await Add(council, People.Amina, TestJpeg.Picture());
        await council.Withdraw(People.Amina, "1");

        await Council.Refused("PROPOSAL_NOT_FOUND", () => Look(council, People.Tom), "proposal_id");
        Assert.NotEmpty((await Look(council, People.Amina)).Bytes);
        await Council.Refused("PROPOSAL_NOT_FOUND", async () => await council.As(People.Tom).RemoveProposalPhotoAsync(Removal()),
            "proposal_id");
        await council.As(People.Amina).RemoveProposalPhotoAsync(Removal());
        await Council.Refused("PROPOSAL_WITHDRAWN", () => Add(council, People.Amina, TestJpeg.Picture()));
    }

    /// <summary>A round that takes ideas, and one idea in it.</summary>
    private static async Task<Council> Start(
        string engine, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? more = null)
    {
        var council = await Council.Start(engine, more: more);
        await council.MakeAccepting();
        await council.Propose();
        return council;
    }

    internal static Task<Proposal> Add(
        Council council, Caller caller, byte[] file, string proposalId = "1", string? requestId = null, int pieceBytes = 64 * 1024)
    {
        var first = First(file, pieceBytes, requestId ?? Council.NewRequest());
        first.ProposalId = proposalId;
        var rest = file.Skip(pieceBytes).Chunk(pieceBytes)
            .Select(piece => new AddProposalPhotoRequest { Content = ByteString.CopyFrom(piece) });
        return council.As(caller).AddProposalPhoto().Send([first, .. rest]);
    }

    private static AddProposalPhotoRequest First(byte[] file, int pieceBytes, string requestId) => new()
    {
        RequestId = requestId,
        RoundId = Council.RoundId,
        ProposalId = "1",
        AltText = Benches,
        EverybodySaidYes = true,
        Content = ByteString.CopyFrom(file.AsSpan(0, Math.Min(file.Length, pieceBytes))),
    };

    internal static RemoveProposalPhotoRequest Removal(string reason = "", string proposalId = "1") =>
        new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = proposalId, Reason = reason };

    private static PutProposalPhotoFirstRequest InFront(ProposalPhoto photo) => new()
    {
        RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", PhotoId = photo.PhotoId,
    };

    private static async Task<(string Id, string MediaType, byte[] Bytes)> Look(Council council, Caller caller, string photoId = "")
    {
        using var call = council.As(caller).GetProposalPhoto(
            new GetProposalPhotoRequest { RoundId = Council.RoundId, ProposalId = "1", PhotoId = photoId });
        using var bytes = new MemoryStream();
        var (id, mediaType) = ("", "");
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            (id, mediaType) = (id + piece.PhotoId, mediaType + piece.MediaType);
            piece.Content.WriteTo(bytes);
        }

        return (id, mediaType, bytes.ToArray());
    }
}
