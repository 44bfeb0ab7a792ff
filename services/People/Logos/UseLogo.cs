using Participatory.People.Profile;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Logos;

/// <summary>An administrator makes a picture the logo, or takes the logo away.</summary>
internal sealed class UseLogo(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO council_logo (version, logo_id, changed_as, changed_at) VALUES (@Version, @LogoId, @ChangedAs, @ChangedAt)
        """);

    public async Task<CouncilLogo> Handle(UseLogoRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("logo_id", request.LogoId, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, CouncilLogo.Parser) is { } before)
        {
            return before;
        }

        // Pictures that nobody uses are taken away under the same hold.
        await transaction.Hold("logo");
        var picture = request.LogoId.Length == 0 ? null : await LogoPictureRow.Load(transaction, request.LogoId);
        var changed = Decide(await LogoRow.LoadLastOrNull(transaction), picture, request.Version, caller, clock.GetUtcNow());
        await transaction.Execute(Insert, changed);
        var answer = changed.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The version that comes after the last one.</summary>
    /// <param name="last">Null where the settings of the machine say it: then taking the logo away is a change.</param>
    /// <param name="picture">Null takes it away.</param>
    /// <param name="looked">The version that was looked at.</param>
    /// <exception cref="Refusal">Somebody changed it meanwhile, or nothing is changed.</exception>
    internal static LogoRow Decide(LogoRow? last, LogoPictureRow? picture, int looked, Caller caller, DateTimeOffset now) => new()
    {
        Version = NextVersion.After(
            last?.Version ?? 0, last?.ChangedAs, looked, same: last is not null && last.LogoId == picture?.LogoId),
        LogoId = picture?.LogoId, AltText = picture?.AltText, Width = picture?.Width, Height = picture?.Height,
        ChangedAs = caller.ShownAs, ChangedAt = now,
    };
}
