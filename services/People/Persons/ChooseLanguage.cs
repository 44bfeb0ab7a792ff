using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Persons;

/// <summary>From the next page and the next e-mail on, a person reads another language.</summary>
internal sealed class ChooseLanguage(Database database, PeopleSettings settings)
{
    private static readonly Sql Update = new("UPDATE person SET language = @Language WHERE subject = @Subject");

    public async Task<ChooseLanguageResponse> Handle(ChooseLanguageRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId)
            .Require(settings.Languages.Any(language => language.Name == request.Language), "language", PeopleReasons.LanguageUnknown)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ChooseLanguageResponse.Parser) is { } before)
        {
            return before;
        }

        await transaction.Execute(Update, new { request.Language, caller.Subject });
        var answer = new ChooseLanguageResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
