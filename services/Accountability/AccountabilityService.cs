using Participatory.Contracts;
using Participatory.Accountability.Photos;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.Voices;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Platform;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.Accountability;

/// <summary>The service that asks how it went, keeps what people tell, and answers.</summary>
/// <remarks>
/// Setting beside the platform's: <c>Data</c>, the folder in which <c>keys/funder-links.key</c> and, until a round is
/// counted, its key under <c>keys/fairness</c> are kept or made. Several processes on one database need the same files.
/// </remarks>
public static class AccountabilityService
{
    /// <summary>How often we look for groups whose money has been used.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(10);

    /// <summary>Adds the service. Services that share a process are given the same <paramref name="bus"/>.</summary>
    public static void AddAccountability(this WebApplicationBuilder builder, Bus? bus = null)
    {
        builder.AddPlatform(typeof(AccountabilityService).Assembly, V1.AccountabilityService.Descriptor, Listeners.All, bus);
        builder.Services
            .AddSingleton<KeepRound>()
            .AddSingleton<KeepAward>()
            .AddSingleton<RequestReport>()
            .AddSingleton<GetReport>()
            .AddSingleton<ListReports>()
            .AddSingleton<ListMyReports>()
            .AddSingleton<AddPhoto>()
            .AddSingleton<RemovePhoto>()
            .AddSingleton<GetPhoto>()
            .AddSingleton<SendStory>()
            .AddSingleton<AnswerStory>()
            .AddSingleton<GetStory>()
            .AddSingleton<ListStories>()
            .AddSingleton<Turns>()
            .AddSingleton<AddVoice>()
            .AddSingleton<RemoveVoice>()
            .AddSingleton<GetVoice>()
            .AddSingleton<TypeTranscript>()
            .AddSingleton<KeepDraft>()
            .AddSingleton<TypeStory>()
            .AddSingleton<WriteConversation>()
            .AddSingleton<ConfirmConversation>()
            .AddSingleton<DeclineConversation>()
            .AddSingleton<WithdrawPart>()
            .AddSingleton<AskAndRemind>()
            .AddSingleton<InviteGroup>()
            .AddSingleton<ExcuseReport>();
        builder.AddClockwork(AskEvery, services => services.GetRequiredService<AskAndRemind>().Tick);
        Answering.Add(builder);
    }

    /// <summary>Maps its methods and begins to listen to the others.</summary>
    public static void MapAccountability(this WebApplication app)
    {
        app.MapPlatform();
        app.MapGrpcService<AccountabilityGrpc>();

        var bus = app.Services.GetRequiredService<Bus>();
        var database = app.Services.GetRequiredService<Database>();
        bus.On<RoundOpened>("accountability.keep-round", database, app.Services.GetRequiredService<KeepRound>().Apply);
        bus.On<AwardAccepted>("accountability.keep-award", database, app.Services.GetRequiredService<KeepAward>().Apply);
        bus.On<GroupDrawn>("accountability.invite-group", database, app.Services.GetRequiredService<InviteGroup>().Apply);
        bus.On<PaymentConfirmed>("accountability.request-report", database, app.Services.GetRequiredService<RequestReport>().Apply);
        Answering.Listen(app.Services, bus, database);
    }
}
