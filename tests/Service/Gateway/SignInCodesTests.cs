using Participatory.Gateway;
using Participatory.Gateway.People;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Gateway;

public sealed class SignInCodesTests
{
    private const string Email = "amina@example.org";

    [Theory, EveryDatabase]
    public async Task A_code_proves_an_address_once(string engine)
    {
        await using var codes = await Desk.Open(engine);
        var (attempt, code) = await codes.Make(Email);
        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal((CodeOutcome.Right, Email), await codes.Try(attempt, code));
        Assert.Equal((CodeOutcome.Gone, null), await codes.Try(attempt, code));
    }

    [Theory, EveryDatabase]
    public async Task A_code_is_read_as_people_type_it(string engine)
    {
        await using var codes = await Desk.Open(engine);
        var (attempt, code) = await codes.Make("  Amina@Example.ORG ");
        Assert.Equal((CodeOutcome.Right, Email), await codes.Try(attempt, $" {code[..3]} {code[3..]} "));
    }

    [Theory, EveryDatabase]
    public async Task After_five_wrong_tries_the_right_code_is_no_good_either(string engine)
    {
        await using var codes = await Desk.Open(engine);
        var (attempt, code) = await codes.Make(Email);
        for (var tries = 0; tries < SignInCodes.MaxTries; tries++)
        {
            Assert.Equal((CodeOutcome.Wrong, null), await codes.Try(attempt, Other(code)));
        }

        Assert.Equal((CodeOutcome.Gone, null), await codes.Try(attempt, code));
    }

    [Theory, EveryDatabase]
    public async Task Tries_at_the_same_time_all_count_and_only_one_is_right(string engine)
    {
        await using var codes = await Desk.Open(engine);
        var (attempt, code) = await codes.Make(Email);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => codes.Try(attempt, code)));
        Assert.Single(outcomes, outcome => outcome.Outcome == CodeOutcome.Right);
        Assert.All(outcomes, outcome => Assert.True(outcome.Outcome is CodeOutcome.Right or CodeOutcome.Gone));
    }

    [Theory, EveryDatabase]
    public async Task A_code_is_good_for_ten_minutes(string engine)
    {
        await using var codes = await Desk.Open(engine);
        var (attempt, code) = await codes.Make(Email);
        codes.Clock.Advance(SignInCodes.GoodFor);
        Assert.Equal((CodeOutcome.Gone, null), await codes.Try(attempt, code));
    }

    [Theory, EveryDatabase]
    public async Task A_code_is_good_only_for_the_attempt_it_was_made_for(string engine)
    {
        await using var codes = await Desk.Open(engine);
        var (_, code) = await codes.Make(Email);
        var (other, otherCode) = await codes.Make("tom@example.org");
        Assert.True(code == otherCode || await codes.Try(other, code) == (CodeOutcome.Wrong, null));
        Assert.Equal((CodeOutcome.Gone, null), await codes.Try("no such attempt", code));
    }

    [Theory, EveryDatabase]
    public async Task One_address_gets_five_codes_an_hour(string engine)
    {
        await using var codes = await Desk.Open(engine);
        for (var sent = 0; sent < SignInCodes.MaxCodesPerHour; sent++)
        {
            await codes.Make(Email);
        }

        Assert.Null(await codes.Codes.Make(Email, TestContext.Current.CancellationToken));
        await codes.Make("tom@example.org");
        codes.Clock.Advance(TimeSpan.FromMinutes(61));
        await codes.Make(Email);
    }

    [Theory, EveryDatabase]
    public async Task The_same_address_is_the_same_person_and_roles_follow_configuration(string engine)
    {
        await using var codes = await Desk.Open(engine);
        var cancellation = TestContext.Current.CancellationToken;
        var people = new FindOrAddPerson(codes.Database, codes.Clock);
        var resident = await people.Run(Email, officer: null, subject: null, cancellation);
        var officer = await people.Run("AMINA@example.org", DemoPeople.Officer.Officer, subject: null, cancellation);
        var again = await people.Run(Email, officer: null, subject: null, cancellation);
        Assert.Equal(resident.Subject, officer.Subject);
        Assert.Equal([Access.V1.Role.Officer], officer.Roles);
        Assert.Equal("Grace Bell, neighbourhood officer", officer.ShownAs);
        Assert.Equal(("", 0), (again.ShownAs, again.Roles.Count));
        Assert.DoesNotContain(Email, resident.ToSession().FindFirst("sub")!.Value, StringComparison.Ordinal);
    }

    private static string Other(string code) => code == "000000" ? "000001" : "000000";

    /// <summary>The codes on a database of their own.</summary>
    private sealed class Desk : IAsyncDisposable
    {
        private readonly TestDatabase made;

        private Desk(TestDatabase made)
        {
            this.made = made;
            Database = new Database(Dialect.Named(made.Engine), made.ConnectionString);
            Codes = new SignInCodes(Database, Clock);
        }

        public SettableClock Clock { get; } = new(new DateTimeOffset(2026, 7, 3, 12, 0, 0, TimeSpan.Zero));

        public Database Database { get; }

        public SignInCodes Codes { get; }

        public static async Task<Desk> Open(string engine)
        {
            var desk = new Desk(await TestDatabase.Create(engine));
            await new Migrator(desk.Database, typeof(GatewayService).Assembly).Migrate(TestContext.Current.CancellationToken);
            return desk;
        }

        public async Task<(string AttemptId, string Code)> Make(string email) =>
            await Codes.Make(email, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("No code was made.");

        public Task<(CodeOutcome Outcome, string? Email)> Try(string attemptId, string code) =>
            Codes.Try(attemptId, code, TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            Database.Dispose();
            await made.DisposeAsync();
        }
    }
}
