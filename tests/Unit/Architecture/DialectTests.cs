using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Unit.Architecture;

/// <summary>One dialect: whoever knows how one service says a thing knows it of all.</summary>
public sealed partial class DialectTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Databases => SqlTests.Databases;

    [Theory, MemberData(nameof(Databases))]
    public void A_choice_from_a_list_is_text_that_the_protos_or_a_class_of_constants_spell(string name)
    {
        var assembly = Assembly.Load(name);
        var vocabularies = Constants(assembly).Concat(EnumsOfProtos()).ToList();

        Assert.All(Choices(assembly), choice =>
        {
            Assert.Equal("{id}", choice.Type);
            // FREE is what a table says where the proto leaves a question open.
            var spelled = choice.Values.Where(value => value is not ("" or "FREE")).ToList();
            Assert.All(spelled, value => Assert.Matches("^[A-Z][A-Z0-9_]*$", value));
            Assert.True(
                vocabularies.Exists(vocabulary => spelled.All(vocabulary.Contains)),
                $"{choice.Where}: nothing spells {string.Join(", ", choice.Values)} together.");
        });
    }

    [Theory, MemberData(nameof(Databases))]
    public void No_state_is_a_number(string name)
    {
        var assembly = Assembly.Load(name);
        var columns = Migrator.Scripts(assembly)
            .SelectMany(script => StateColumn().Matches(script.Text).Select(match => $"{script.Name}: {match.Value.Trim()}"));
        var statements = Statements(assembly).Where(one => StateNumber().IsMatch(one.Sql.For(Dialect.Sqlite))).Select(one => one.Field);
        var scripts = Migrator.Scripts(assembly).Where(script => StateNumber().IsMatch(script.Text)).Select(script => script.Name);

        Assert.Empty(columns.Concat(statements).Concat(scripts));
        Assert.Matches(StateNumber(), "UPDATE poll SET state = 2");
        Assert.Matches(StateNumber(), "p.state IN (1, 3)");
        Assert.Matches(StateColumn(), "    phase {int} NOT NULL,");
    }

    [Theory, MemberData(nameof(Databases))]
    public void What_a_statement_compares_a_choice_with_is_one_that_its_table_allows(string name)
    {
        var assembly = Assembly.Load(name);
        var own = Choices(assembly).ToLookup(choice => choice.Column, choice => choice.Values, StringComparer.Ordinal);
        // Of what is hidden every service has tables beside its own.
        var withHiding = Choices(assembly).Concat(Choices(typeof(Migrator).Assembly))
            .ToLookup(choice => choice.Column, choice => choice.Values, StringComparer.Ordinal);
        var wrong =
            from statement in Statements(assembly)
            from match in Compared().Matches(statement.Sql.For(Dialect.Sqlite))
            let allowed = statement.Sql.For(Dialect.Sqlite).Contains("hiding", StringComparison.Ordinal) ? withHiding : own
            let column = match.Groups["column"].Value
            where allowed.Contains(column)
            from value in Quoted().Matches(match.Groups["values"].Value).Select(quoted => quoted.Groups["value"].Value)
            where value.Length > 0 && !allowed[column].Any(values => values.Contains(value))
            select $"{statement.Field}: {column} is never {value}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Columns_are_named_and_a_list_is_one_parameter()
    {
        var statements = OurCode.Assemblies.SelectMany(Statements).ToList();

        Assert.True(statements.Count > 300, "The statements were not found.");
        Assert.All(statements, one => Assert.False(Star().IsMatch(one.Sql.For(Dialect.Sqlite)), $"{one.Field} names no columns."));
        Assert.All(statements, one => Assert.False(
            ListOfDapper().IsMatch(one.Sql.For(Dialect.Sqlite)), $"{one.Field} has IN @list; please use {{texts @list}}."));
    }

    [Fact]
    public void Load_reads_and_Lock_locks_and_nothing_else_does()
    {
        var methods = OurCode.WithDatabase.SelectMany(Methods).ToList();
        var reading = methods.Where(method => Takes(method, typeof(Session)));
        var locking = methods.Where(method => method.Name.StartsWith("Lock", StringComparison.Ordinal));
        var withoutLock = methods.Where(method => method.Name.StartsWith("Load", StringComparison.Ordinal)
            && method.ReturnType == typeof(void));

        Assert.True(methods.Count > 500, "The methods were not found.");
        Assert.All(reading, method => Assert.StartsWith("Load", method.Name, StringComparison.Ordinal));
        Assert.All(locking, method => Assert.True(Takes(method, typeof(Transaction)), $"{Name(method)} locks without a transaction."));
        Assert.Empty(withoutLock.Select(Name));
    }

    [Fact]
    public void A_query_that_locks_is_called_so_and_no_Load_runs_it()
    {
        var queries = OurCode.Assemblies.SelectMany(Statements)
            .Where(one => one.Sql.For(Dialect.SqlServer).TrimStart().StartsWith("SELECT", StringComparison.Ordinal)).ToList();
        Assert.All(queries, one => Assert.Equal(
            one.Sql.For(Dialect.SqlServer).Contains("UPDLOCK, HOLDLOCK", StringComparison.Ordinal),
            one.Field[(one.Field.LastIndexOf('.') + 1)..].StartsWith("Lock", StringComparison.Ordinal)));

        var faults = new List<string>();
        foreach (var path in OurCode.Sources("*.cs", "services"))
        {
            var method = "";
            foreach (var line in File.ReadLines(path))
            {
                method = Declaration().Match(line) is { Success: true } declared ? declared.Groups["name"].Value : method;
                if (method.StartsWith("Load", StringComparison.Ordinal) && RunsLock().IsMatch(line))
                {
                    faults.Add($"{Path.GetRelativePath(Repository.Root, path)}: {method} locks.");
                }
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void What_makes_a_message_of_a_row_is_called_ToMessage()
    {
        var makers = OurCode.WithDatabase.SelectMany(Methods)
            .Where(method => typeof(IMessage).IsAssignableFrom(method.ReturnType)
                && method.ReturnType.Namespace!.StartsWith("Participatory.", StringComparison.Ordinal) && Maker().IsMatch(method.Name))
            .ToList();

        Assert.True(makers.Count > 40, "They were not found.");
        Assert.All(makers, method => Assert.Equal("ToMessage", method.Name));
    }

    private static bool Takes(MethodInfo method, Type type) => method.GetParameters().Any(parameter => parameter.ParameterType == type);

    private static string Name(MethodInfo method) => $"{method.DeclaringType}.{method.Name}";

    /// <summary>What somebody wrote: neither local functions nor what the compiler made.</summary>
    private static IEnumerable<MethodInfo> Methods(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
        .SelectMany(type => type.GetMethods(Declared))
        .Where(method => !method.Name.Contains('<', StringComparison.Ordinal)
            && !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false));

    private static IEnumerable<(string Field, Sql Sql)> Statements(Assembly assembly) =>
        from type in assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(Declared)
        where field.FieldType == typeof(Sql) && field.IsStatic
        select ($"{type.FullName}.{field.Name}", (Sql)field.GetValue(null)!);

    /// <summary>Every column of a table that holds one of a list of texts. Media types are spelled by others.</summary>
    private static IEnumerable<(string Where, string Column, string Type, IReadOnlyList<string> Values)> Choices(Assembly assembly) =>
        from script in Migrator.Scripts(assembly)
        from match in Choice().Matches(script.Text)
        let values = Quoted().Matches(match.Groups["values"].Value).Select(quoted => quoted.Groups["value"].Value).ToList()
        where values.Count > 0 && !values.Exists(value => value.Contains('/', StringComparison.Ordinal))
        select ($"{script.Name}, {match.Groups["column"].Value}", match.Groups["column"].Value, match.Groups["type"].Value,
            (IReadOnlyList<string>)values);

    private static IEnumerable<IReadOnlyList<string>> Constants(Assembly assembly) => assembly.GetTypes()
        .Select(type => (IReadOnlyList<string>)[.. type.GetFields(Declared).Where(field => field is { IsLiteral: true }
            && field.FieldType == typeof(string)).Select(field => (string)field.GetRawConstantValue()!)]);

    private static IEnumerable<IReadOnlyList<string>> EnumsOfProtos() => OurCode.Files
        .SelectMany(file => file.EnumTypes)
        .Select(type => (IReadOnlyList<string>)typeof(StateText).GetMethod(nameof(StateText.All))!.MakeGenericMethod(type.ClrType)
            .Invoke(null, null)!);

    [GeneratedRegex(@"^ +(?<column>\w+) (?<type>\{\w+\}) (NOT )?NULL CHECK \(\k<column> IN \((?<values>[^)]*)\)\)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Choice();

    [GeneratedRegex("'(?<value>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(?<column>\w+) (=|<>|IN|NOT IN) (?<values>'[^']*'|\('[^)]*\))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Compared();

    [GeneratedRegex(
        @"^ +(\w+_)?(state|phase|kind|stage|type|step) \{(?!id\})\w+\}.*$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex StateColumn();

    [GeneratedRegex(@"\b(\w+_)?(state|phase|kind|stage|type|step)\b *(=|<>|<|>|<=|>=|\+|IN|BETWEEN) *\(?[0-9]",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StateNumber();

    [GeneratedRegex(@"SELECT \*|\.\*", RegexOptions.None, 1000)]
    private static partial Regex Star();

    [GeneratedRegex(@"\bIN @", RegexOptions.None, 1000)]
    private static partial Regex ListOfDapper();

    [GeneratedRegex(@"^ {4,8}(public|private|internal|protected) [^=(]*\b(?<name>\w+)(<\w+>)?\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\(Lock\w*\b", RegexOptions.None, 1000)]
    private static partial Regex RunsLock();

    [GeneratedRegex("^(Show|To[A-Z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Maker();
}
