using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Proposals;
using Participatory.People.Security;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>What is over goes by itself, also where nobody comes any more.</summary>
public sealed class ForgetWhatIsOverTests
{
    private static readonly Sql CountCodes = new("SELECT COUNT(*) FROM sign_in_code");
    private static readonly Sql CountSessions = new("SELECT COUNT(*) FROM session");
    private static readonly Sql CountMails = new("SELECT COUNT(*) FROM mail");
    private static readonly Sql CountNotices = new("SELECT COUNT(*) FROM notice");
    private static readonly Sql CountSpeaking = new("SELECT COUNT(*) FROM notice WHERE details LIKE '%bench%'");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task What_is_over_goes_by_itself_and_what_is_not_stays(string engine)
    {
        await using var desk = await Desk.Open(engine);
        await Arrive(desk);

        await Forget(desk, TimeSpan.FromHours(11));
        Assert.Equal((1, 1, 2, 1, 1), await Left(desk));
        await Forget(desk, TimeSpan.FromHours(12));
        Assert.Equal((1, 0, 2, 1, 1), await Left(desk));
        await Forget(desk, TimeSpan.FromHours(2));
        Assert.Equal((0, 0, 2, 1, 1), await Left(desk));
        await Forget(desk, TimeSpan.FromDays(5.5));
        Assert.Equal((0, 0, 2, 1, 1), await Left(desk));
        // That they were told stays, so that nobody is told twice; what it said is gone, and so are the e-mails of the demonstration.
        await Forget(desk, TimeSpan.FromDays(1));
        Assert.Equal((0, 0, 0, 1, 0), await Left(desk));
        await desk.SendNotices();
        Assert.Empty(await desk.Mails());
    }

    [Theory, EveryDatabase]
    public async Task A_council_sets_for_how_long(string engine)
    {
        await using var desk = await Desk.Open(engine, ("Retention:SignInCodes", "3"), ("Retention:SentNotices", "2"));
        await Arrive(desk);

        await Forget(desk, TimeSpan.FromDays(2.5));
        var left = await Left(desk);
        Assert.Equal((1, 0), (left.Codes, left.Speaking));
    }

    private static async Task Arrive(Desk desk)
    {
        await desk.SignIn("tom.okafor@example.org");
        var amina = await desk.Add("amina.yusuf@example.org");
        await desk.Service.Deliver(new SupportGrew("elm", "7", "A bench", amina, 10, desk.Clock.Now));
        await desk.SendNotices();
    }

    private static async Task Forget(Desk desk, TimeSpan later)
    {
        desk.Clock.Advance(later);
        await desk.Service.Services.GetRequiredService<ForgetWhatIsOver>().Tick(Cancellation);
    }

    private static async Task<(long Codes, long Sessions, long Mails, long Notices, long Speaking)> Left(Desk desk)
    {
        await using var session = await desk.Service.Database.Read(Cancellation);
        return (await session.One<long>(CountCodes), await session.One<long>(CountSessions), await session.One<long>(CountMails),
            await session.One<long>(CountNotices), await session.One<long>(CountSpeaking));
    }
}
