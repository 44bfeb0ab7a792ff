using System.Net;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Gateway.Settings;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>The picture beside the council's name, as administrators choose it.</summary>
public sealed class LogoTests
{
    private static readonly (string Name, string Value)[] Set = [("Demo", "true")];

    [Theory, EveryDatabase]
    public async Task A_picture_is_administrators_until_one_of_them_shows_it_to_everybody_and_what_was_stays_on_record(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        Assert.Equal(0, (await desk.Gateway.GetLogoAsync(new())).Version);
        var hidden = TestPng.Chunk("tEXt", [.. Encoding.Latin1.GetBytes("Comment\0taken at 1 High Street")]);
        var added = await Add(desk, TestPng.Picture(hidden), " A ship under an oak ");
        Assert.Equal(("A ship under an oak", 3, 2), (added.AltText, added.Width, added.Height));
        Assert.Equal(added, await desk.As(Tests.People.Nia).GetAddedLogoAsync(new() { LogoId = added.LogoId }));
        Assert.Equal("LOGO_NOT_FOUND", await Desk.Refused(() => File(desk, added.LogoId, Caller.Nobody)));
        Assert.False((await File(desk, added.LogoId, Tests.People.Nia)).Shown);

        var first = await Use(desk, 0, added.LogoId);
        Assert.Equal((1, added, Tests.People.Nia.ShownAs), (first.Version, first.Picture, first.ChangedBy));
        Assert.Equal(first, await desk.Gateway.GetLogoAsync(new()));
        var file = await File(desk, added.LogoId, Caller.Nobody);
        Assert.Equal(("image/png", true), (file.MediaType, file.Shown));
        Assert.Equal(TestPng.Picture(), file.Content.ToByteArray());

        var second = await Use(desk, 1, "");
        Assert.Null(second.Picture);
        Assert.Equal([second, first], (await desk.As(Tests.People.Grace).ListLogosAsync(new())).Logos);
        Assert.Equal(TestPng.Picture(), (await File(desk, added.LogoId, Tests.People.Amina)).Content.ToByteArray());
    }

    [Theory, EveryDatabase]
    public async Task A_picture_that_nobody_uses_goes_after_a_day_and_one_that_was_used_stays(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        var (used, left) = (await Add(desk, TestPng.Picture(), "Used"), await Add(desk, TestJpeg.Picture(), "Left"));
        await Use(desk, 0, used.LogoId);
        desk.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        var late = await Add(desk, TestPng.Picture(), "Late");
        Assert.Equal("LOGO_NOT_FOUND", await Desk.Refused(() => Use(desk, 1, left.LogoId)));
        Assert.Equal(2, (await Use(desk, 1, late.LogoId)).Version);
        Assert.Equal(3, (await Use(desk, 2, used.LogoId)).Version);
        await using var session = await desk.Service.Database.Read(TestContext.Current.CancellationToken);
        Assert.Equal(2, await session.One<int>(new Sql("SELECT COUNT(DISTINCT file_id) FROM logo_piece")));
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_changes_once_and_of_two_who_looked_at_the_same_logo_one_is_told(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        var id = Desk.NewId();
        var added = await Add(desk, TestPng.Picture(), "Ship", id);
        Assert.Equal(added, await Add(desk, TestPng.Picture(), "Ship", id));
        var request = new UseLogoRequest { RequestId = Desk.NewId(), LogoId = added.LogoId };
        var nia = desk.As(Tests.People.Nia);
        Assert.Equal(await nia.UseLogoAsync(request), await nia.UseLogoAsync(request));
        Assert.Equal("SETTINGS_AS_THEY_WERE", await Desk.Refused(() => Use(desk, 1, added.LogoId)));
        Assert.Equal("SETTINGS_CHANGED", await Desk.Refused(() => Use(desk, 0, "")));
        var other = await Add(desk, TestJpeg.Picture(), "Oak");
        var reasons = await Race.Reasons(() => Use(desk, 1, other.LogoId), () => Use(desk, 1, ""));
        Assert.Equal(["", "SETTINGS_CHANGED"], reasons.Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "svg", "Please save your logo as PNG" }, { "svg16", "Please save your logo as PNG" }, { "webp", "PNG or JPEG" },
        { "wide", "at most 2,000" }, { "large", "256 kB" }, { "text", "not a photo" },
        { "cut", "did not arrive complete" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task What_is_no_logo_is_refused_with_what_to_do(string kind, string sentence)
    {
        const string svg =
            "<?xml version=\"1.0\"?>\n<!-- ours --><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        await using var desk = await Desk.Open("sqlite", Set);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => Add(
            desk,
            kind switch
            {
                "svg" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(svg)],
                "svg16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(svg)],
                "webp" => TestWebp.Picture(TestWebp.Lossy),
                "wide" => TestPng.With(
                    TestPng.Header(width: 2001, height: 1), TestPng.Chunk("IDAT", TestPng.Pack(new byte[1 + (2001 * 3)]))),
                "large" => [.. TestPng.Picture(), .. new byte[256 * 1024]],
                "text" => Encoding.UTF8.GetBytes("<html>a page</html>"),
                _ => TestPng.Picture()[..^8],
            },
            "A ship"));
        var fault = Assert.Single(Statuses.FieldFaults(refusal));
        Assert.Equal("content", fault.Name);
        Assert.Contains(sentence, fault.Sentence, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_but_an_administrator_sends_or_shows_one_and_no_version_is_ever_changed(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        var added = await Add(desk, TestPng.Picture(), "Ship");
        foreach (var caller in (Caller[])[Tests.People.Grace, Tests.People.Femi, Tests.People.Amina])
        {
            Assert.Equal("NOT_ALLOWED", await Desk.Refused(() => Add(desk, TestPng.Picture(), "Mine", caller: caller)));
            Assert.Equal("NOT_ALLOWED", await Desk.Refused(() => Use(desk, 0, added.LogoId, caller)));
        }

        await Use(desk, 0, added.LogoId);
        foreach (var statement in (string[])
            ["UPDATE council_logo SET logo_id = NULL", "DELETE FROM council_logo", "DELETE FROM logo_picture"])
        {
            await using var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(new Sql(statement)));
        }
    }

    [Theory, EveryDatabase]
    public async Task It_stands_on_every_page_here_at_once_and_there_with_the_next_look_and_browsers_keep_it(string engine)
    {
        await using var house = await TwoGateways.Open(engine);
        var added = await Add(house.Desk, TestPng.Picture(), "A \"ship\"");
        var nia = await house.SignIn("administrator");
        var page = house.At(0, $"/council/profile/logo?look={added.LogoId}");
        var preview = await nia.GetStringAsync(page);
        Assert.Contains($"/logo/{added.LogoId}", preview, StringComparison.Ordinal);
        var anybody = house.Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(house.At(0, $"/logo/{added.LogoId}"), Cancellation)).StatusCode);
        var looked = await nia.GetAsync(house.At(0, $"/logo/{added.LogoId}"), Cancellation);
        Assert.True(looked.Headers.CacheControl is { NoStore: true, Private: true });

        await nia.Send(house.At(0, "/council/profile/logo?handler=Use"), preview,
            ("RequestId", Desk.NewId()), ("Version", "0"), ("LogoId", added.LogoId));
        var tag = $"<img src=\"/logo/{added.LogoId}\" alt=\"A &quot;ship&quot;\">";
        Assert.Contains(tag, await anybody.GetStringAsync(house.At(0, "/cookies")), StringComparison.Ordinal);
        for (var tries = 0; !(await anybody.GetStringAsync(house.At(1, "/cookies"))).Contains(tag, StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 100, "The other gateway does not hear of it.");
            await Task.Delay(CouncilNow.Interval / 10, Cancellation);
        }

        // The first asks People, the second has it.
        foreach (var _ in new[] { 1, 2 })
        {
            var answer = await anybody.GetAsync(house.At(1, $"/logo/{added.LogoId}"), Cancellation);
            Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.GetValues("Cache-Control").Single());
            Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal(TestPng.Picture(), await answer.Content.ReadAsByteArrayAsync(Cancellation));
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<LogoPicture> Add(Desk desk, byte[] file, string altText, string? requestId = null, Caller? caller = null)
    {
        var first = new AddLogoRequest
        {
            RequestId = requestId ?? Desk.NewId(), AltText = altText, Content = ByteString.CopyFrom(file[..Math.Min(file.Length, 50_000)]),
        };
        var rest = file.Skip(50_000).Chunk(50_000).Select(piece => new AddLogoRequest { Content = ByteString.CopyFrom(piece) });
        return desk.As(caller ?? Tests.People.Nia).AddLogo().Send([first, .. rest]);
    }

    private static async Task<CouncilLogo> Use(Desk desk, int looked, string logoId, Caller? caller = null) =>
        await desk.As(caller ?? Tests.People.Nia).UseLogoAsync(
            new() { RequestId = Desk.NewId(), Version = looked, LogoId = logoId });

    private static async Task<GetLogoFileResponse> File(Desk desk, string logoId, Caller caller)
    {
        using var call = desk.As(caller).GetLogoFile(new() { LogoId = logoId });
        return Assert.Single(await call.ResponseStream.ReadAllAsync(Cancellation).ToListAsync(Cancellation));
    }
}
