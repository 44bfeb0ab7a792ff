using Participatory.Contracts;
using Participatory.Contracts.Proposals;
using Participatory.People.Following;
using Participatory.People.Groups;
using Participatory.People.Notices;
using Participatory.People.Passkeys;
using Participatory.People.Persons;
using Participatory.People.Rights;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.SignIn;
using Participatory.People.Staff;
using Participatory.Platform;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Platform.Rights;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;
using Participatory.Words;

namespace Participatory.People;

/// <summary>The service that knows who somebody is and how they are reached.</summary>
/// <remarks>
/// Settings beside the platform's: <c>Data</c>, the folder of <c>keys/identity.pem</c>, with which identities are signed, and
/// <c>keys/links</c>; <c>Gateway:Secret</c>, which a gateway shows; those of <see cref="PeopleSettings"/>.
/// </remarks>
public static class PeopleService
{
    /// <summary>How often we look for something to tell people.</summary>
    private static readonly TimeSpan NoticesEvery = TimeSpan.FromSeconds(2);

    /// <summary>How often we look for what is over, and for what was never said.</summary>
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    /// <summary>How often the list of who was forgotten is compared with its file.</summary>
    private static readonly TimeSpan KeepListEvery = TimeSpan.FromSeconds(10);

    /// <summary>How often we look whether it is morning.</summary>
    private static readonly TimeSpan DigestsEvery = TimeSpan.FromMinutes(1);

    /// <summary>How often we look whether followers are to be told something.</summary>
    private static readonly TimeSpan FollowingEvery = TimeSpan.FromSeconds(20);

    /// <summary>Adds the service. Services that share a process are given the same <paramref name="bus"/>.</summary>
    public static void AddPeople(this WebApplicationBuilder builder, Bus? bus = null)
    {
        builder.AddPlatform(typeof(PeopleService).Assembly, V1.PeopleService.Descriptor, Listeners.All, bus);
        var data = Path.GetFullPath(builder.Configuration["Data"] ?? "data");
        var services = builder.Services;
        services.AddSingleton(PeopleSettings.Read(builder.Configuration));
        services.AddSingleton(GatewaySecret.Read(builder.Configuration));
        services.AddSingleton(_ => new Signer(SigningKey.LoadOrCreate(Path.Combine(data, "keys"))));
        services.AddMailLinks(data);
        services.AddSingleton(new ForgottenFile(Path.Combine(data, "forgotten.txt"))).AddSingleton(provider => new PersonalData(
            MyData.Read, provider.GetRequiredService<ForgetMe>().Of));
        // In this order: what is kept may be no place for these people.
        services.AddHostedService<KeepKind>().AddHostedService<KeepStaff>();
        services.AddSingleton<StandingMail>().AddSingleton<LookAtMail>(provider => provider.GetRequiredService<StandingMail>().Look);
        services.AddSingleton<Mail>().AddSingleton<TellPeople>().AddSingleton<Providers>();
        services.AddSingleton<PasskeyQuestions>().AddSingleton<UploadGate>();
        services.AddSingleton<Happenings>().AddSingleton<HearHappenings>();
        builder.AddPeriodicJob(SecurityLog.Interval, provider => provider.GetRequiredService<KeepSecurityEvents>().Tick);
        builder.AddPeriodicJob(ForgetEvery, provider => provider.GetRequiredService<ForgetWhatIsOver>().Tick);
        builder.AddPeriodicJob(ForgetEvery, provider => provider.GetRequiredService<EndUnusedAccounts>().Tick);
        builder.AddPeriodicJob(KeepListEvery, provider => provider.GetRequiredService<ForgottenList>().Tick);
        builder.AddPeriodicJob(DigestsEvery, provider => provider.GetRequiredService<SendDigests>().Tick);
        builder.AddPeriodicJob(FollowingEvery, provider => provider.GetRequiredService<MakeFollowingMails>().Tick);
        builder.AddPeriodicJob(ForgetEvery, provider => provider.GetRequiredService<SayOlderGroups>().Tick);
        builder.AddPeriodicJob(NoticesEvery, provider => provider.GetRequiredService<SendNotices>().Tick);
    }

    /// <summary>Maps its methods and begins to listen to the others.</summary>
    public static void MapPeople(this WebApplication app)
    {
        // The key is made on the first start and not with the first visit: services wait for its public half.
        _ = app.Services.GetRequiredService<Signer>();
        if (app.Services.GetRequiredService<PeopleSettings>().CodeMakesFinance)
        {
            app.Logger.LogWarning(
                "There is no OpenID provider (Officers:Authority): whoever reads the e-mail of a finance officer can release money. "
                + "Set one, or guard those mailboxes with a second factor; eng/RUNNING.md says more");
        }

        app.MapPlatform();
        app.MapGrpcService<PeopleGrpc>();
        var (bus, database) = (app.Services.GetRequiredService<Bus>(), app.Services.GetRequiredService<Database>());
        app.Services.GetRequiredService<TellPeople>().Listen(bus, database);
        app.Services.GetRequiredService<HearHappenings>().Listen(bus, database);
        KeepWork.Listen(bus, database);
        OpenGrants.Listen(bus, database);
        bus.On<SupportGrew>("people.tell-of-support", database, app.Services.GetRequiredService<TellOfSupport>().Apply);
    }
}
