using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using AccountabilityRooms = Participatory.Accountability.AccountabilityService;
using Client = Participatory.Accountability.V1.AccountabilityService.AccountabilityServiceClient;

namespace Participatory.Tests.Service.Accountability;

/// <summary>The service, running, with a round whose groups have been paid and asked.</summary>
internal sealed class AskedGroups : IAsyncDisposable
{
    public const string Round = "round-2026";
    public const string Ward = "E05000001";
    public const string OtherWard = "E05000002";

    private AskedGroups(RunningService service) => Service = service;

    public RunningService Service { get; }

    public static async Task<AskedGroups> Start(
        string engine, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? more = null, string zone = "Europe/London")
    {
        var service = await RunningService.Start(
            engine,
            builder =>
            {
                builder.Configuration["Council:TimeZone"] = zone;
                AccountabilityRooms.AddAccountability(builder);
                more?.Invoke(builder);
            },
            a => AccountabilityRooms.MapAccountability(a), V1Descriptor);
        await service.Deliver(RoundOpened());
        return new AskedGroups(service);
    }

    public static Google.Protobuf.Reflection.ServiceDescriptor V1Descriptor =>
        Participatory.Accountability.V1.AccountabilityService.Descriptor;

    public Client As(Caller caller) => new(Service.As(caller));

    public static RoundOpened RoundOpened(string round = Round, int storyAfterDays = 30) =>
        new(round, "Neighbourhood money 2026", "GBP", [new RoundArea(Ward, "Elm Park"), new RoundArea(OtherWard, "Hill End")], 10, 5,
            storyAfterDays);

    public PaymentConfirmed Paid(string award, Caller group, string area = Ward, string round = Round, long amountMinor = 125_000) => new(
        $"payment-{award}", award, round, $"project-{award}", area, $"Benches for {award}", group.Subject, amountMinor, "GBP",
            Service.Clock.Now.AddDays(-1));

    public AwardAccepted Accepted(string award, Caller group, string round = Round) => new(
        award, round, $"project-{award}", Ward, $"Benches for {award}", group.Subject, 125_000, "GBP", "2026-2",
            Service.Clock.Now.AddDays(-20));

    /// <summary>Pays an award and returns what its group was asked.</summary>
    public async Task<Report> Ask(Caller group, string award, string area = Ward, long amountMinor = 125_000)
    {
        await Service.Deliver(Paid(award, group, area, amountMinor: amountMinor));
        var mine = await As(group).ListMyReportsAsync(new ListMyReportsRequest { PageSize = 100 });
        return mine.Reports.Single(report => report.AwardId == award);
    }

    /// <summary>The group's report as it is now.</summary>
    public async Task<Report> Look(Caller caller, string reportId) =>
        await As(caller).GetReportAsync(new GetReportRequest { ReportId = reportId });

    /// <summary>Moves the clock and does what is due by it.</summary>
    public async Task Pass(TimeSpan time)
    {
        Service.Clock.Advance(time);
        await Service.Services.GetRequiredService<AskAndRemind>().Tick(CancellationToken.None);
    }

    public static SendStoryRequest Story(
        string reportId, string words = "The benches stand, and people sit on them.", Audience audience = Audience.Everybody) =>
        new()
        {
            RequestId = Guid.NewGuid().ToString(), ReportId = reportId, Words = words, ToldBy = "The Elm Park gardeners",
            Audience = audience
        };

    public static AnswerStoryRequest Answer(string reportId, string answer = "Thank you! We came by on Friday and sat down ourselves.") =>
        new() { RequestId = Guid.NewGuid().ToString(), ReportId = reportId, Answer = answer };

    public async Task<Report> Tell(Caller group, string reportId, string words = "It went well.", Audience audience = Audience.Everybody) =>
        await As(group).SendStoryAsync(Story(reportId, words, audience));

    /// <summary>Sends a file in pieces and returns what the service says to it.</summary>
    public async Task<Photo> Upload(
        Caller caller, string reportId, byte[] file, string altText = "", string? requestId = null, int pieceBytes = 64 * 1024)
    {
        var first = new AddPhotoRequest
        {
            RequestId = requestId ?? Guid.NewGuid().ToString(), ReportId = reportId, AltText = altText,
            Recognised = Recognised.Nobody
        };
        first.Content = ByteString.CopyFrom(file.AsSpan(0, Math.Min(file.Length, pieceBytes)));
        var rest = file.Skip(pieceBytes).Chunk(pieceBytes).Select(piece => new AddPhotoRequest { Content = ByteString.CopyFrom(piece) });
        return await Send(caller, [first, .. rest]);
    }

    /// <summary>Sends these messages as they are.</summary>
    public Task<Photo> Send(Caller caller, IReadOnlyList<AddPhotoRequest> messages) => As(caller).AddPhoto().Send(messages);

    /// <summary>Sends a voice note in pieces and returns what the service says to it.</summary>
    public async Task<Voice> Speak(Caller caller, string reportId, byte[] file, string transcript = "", string? requestId = null)
    {
        var first = new AddVoiceRequest
        {
            RequestId = requestId ?? Guid.NewGuid().ToString(), ReportId = reportId,
            Transcript = transcript
        };
        first.Content = ByteString.CopyFrom(file.AsSpan(0, Math.Min(file.Length, 64 * 1024)));
        return await As(caller).AddVoice()
            .Send([first, .. file.Skip(64 * 1024).Chunk(64 * 1024)
            .Select(piece => new AddVoiceRequest { Content = ByteString.CopyFrom(piece) })]);
    }

    /// <summary>The voice note as a browser would get it.</summary>
    public async Task<(string MediaType, byte[] Bytes)> Listen(Caller caller, string voiceId)
    {
        using var call = As(caller).GetVoice(new GetVoiceRequest { VoiceId = voiceId });
        using var bytes = new MemoryStream();
        var mediaType = "";
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            mediaType += piece.MediaType;
            piece.Content.WriteTo(bytes);
        }

        return (mediaType, bytes.ToArray());
    }

    /// <summary>The photo as a browser would get it.</summary>
    public async Task<(string MediaType, byte[] Bytes)> Download(Caller caller, string photoId)
    {
        using var call = As(caller).GetPhoto(new GetPhotoRequest { PhotoId = photoId });
        using var bytes = new MemoryStream();
        var mediaType = "";
        await foreach (var piece in call.ResponseStream.ReadAllAsync())
        {
            mediaType += piece.MediaType;
            piece.Content.WriteTo(bytes);
        }

        return (mediaType, bytes.ToArray());
    }

    /// <summary>The call is refused with exactly this status and reason; returns the refusal, to look at its sentence.</summary>
    public static async Task<RpcException> Refused(StatusCode status, string reason, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((status, reason), (refusal.StatusCode, refusal.Reason()));
        Assert.EndsWith(".", refusal.Status.Detail, StringComparison.Ordinal);
        return refusal;
    }

    /// <summary>A number from the database.</summary>
    public async Task<long> Count(string table)
    {
        await using var session = await Service.Database.Read(CancellationToken.None);
        return await session.One<long>(new Sql(string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM {table}")));
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
