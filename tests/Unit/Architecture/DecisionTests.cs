using System.Reflection;
using System.Text.RegularExpressions;
using Participatory.Platform.Storage;

namespace Participatory.Tests.Unit.Architecture;

public sealed partial class DecisionTests
{
    [Fact]
    public void A_decision_returns_what_was_decided_and_reads_nothing_by_itself()
    {
        Assert.True(Decisions().Count > 40, "The decisions were not found.");
        Assert.All(Decisions(), decision =>
        {
            var name = $"{decision.DeclaringType}.{decision.Name}";
            Assert.True(decision.IsStatic && !decision.IsPrivate, $"{name} cannot be called without a server.");
            Assert.True(decision.ReturnType != typeof(void) && !typeof(Task).IsAssignableFrom(decision.ReturnType),
                $"{name} does not return what it decides.");
            Assert.DoesNotContain(decision.GetParameters(), parameter =>
                typeof(Session).IsAssignableFrom(parameter.ParameterType) || parameter.ParameterType == typeof(Database)
                    || parameter.ParameterType == typeof(TimeProvider));
        });
    }

    [Fact]
    public void A_test_calls_every_decision()
    {
        var tests = string.Join('\n', OurCode.Sources("*.cs", "tests").Select(File.ReadAllText));
        var untested = Decisions()
            .Select(decision => $"{decision.DeclaringType!.Name}.{decision.Name}")
            .Where(name => !Regex.IsMatch(tests, $@"\b{Regex.Escape(name)}\b", RegexOptions.None, TimeSpan.FromSeconds(1)));

        Assert.Empty(untested);
    }

    private static List<MethodInfo> Decisions() => OurCode.WithDatabase
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetMethods(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        // The methods of gRPC and the pages are called so after what people do.
        .Where(method => Decide().IsMatch(method.Name) && !method.IsVirtual
            && !method.DeclaringType!.Namespace!.Contains(".Pages", StringComparison.Ordinal))
        .ToList();

    [GeneratedRegex("^Decide([A-Z]|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Decide();
}
