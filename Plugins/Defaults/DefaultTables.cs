using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Defaults;

/// <summary>The tables for which the product ships rows, in the order in which they are installed.</summary>
static class DefaultTables
{
    internal static IReadOnlyList<DefaultTable> All { get; } =
    [
        new("notice-rules", NoticeRuleRow.Table, NoticeRuleRow.FactColumns, static row => NoticeRule(row).Entity, static (row, fact) => new NoticeRuleRow(row).Fact(fact)),
        new("holiday-rules", HolidayRuleRow.Table, HolidayRuleRow.FactColumns, static row => HolidayRule(row).Entity, static (row, fact) => new HolidayRuleRow(row).Fact(fact)),
        new("reasons", ReasonRow.Table, ReasonRow.FactColumns, static row => Reason(row).Entity, static (row, fact) => new ReasonRow(row).Fact(fact)),
        new("playbooks", PlaybookRow.Table, PlaybookRow.FactColumns, static row => Playbook(row).Entity, static (row, fact) => new PlaybookRow(row).Fact(fact)),
        new(
            "task-templates",
            TaskTemplateRow.Table,
            TaskTemplateRow.FactColumns,
            static row => TaskTemplate(row).Entity,
            static (row, fact) => new TaskTemplateRow(row).Fact(fact),
            new DefaultParent("playbook", TaskTemplateRow.Columns.PlaybookId, PlaybookRow.Table, PlaybookRow.Columns.Code)),
        new("feedback-questions", FeedbackQuestionRow.Table, FeedbackQuestionRow.FactColumns, static row => FeedbackQuestion(row).Entity, static (row, fact) => new FeedbackQuestionRow(row).Fact(fact)),
        new("themes", ThemeRow.Table, ThemeRow.FactColumns, static row => Theme(row).Entity, static (row, fact) => new ThemeRow(row).Fact(fact)),
        new("talk-questions", TalkQuestionRow.Table, TalkQuestionRow.FactColumns, static row => TalkQuestion(row).Entity, static (row, fact) => new TalkQuestionRow(row).Fact(fact)),
        new("letter-templates", LetterTemplateRow.Table, LetterTemplateRow.FactColumns, static row => LetterTemplate(row).Entity, static (row, fact) => new LetterTemplateRow(row).Fact(fact)),
        new("tone-words", ToneWordRow.Table, ToneWordRow.FactColumns, static row => ToneWord(row).Entity, static (row, fact) => new ToneWordRow(row).Fact(fact)),
        new("record-classes", RecordClassRow.Table, RecordClassRow.FactColumns, static row => RecordClass(row).Entity, static (row, fact) => new RecordClassRow(row).Fact(fact)),
        new("retention-rules", RetentionRuleRow.Table, RetentionRuleRow.FactColumns, static row => RetentionRule(row).Entity, static (row, fact) => new RetentionRuleRow(row).Fact(fact)),
        new("contract-sources", ContractSourceRow.Table, ContractSourceRow.FactColumns, static row => ContractSource(row).Entity, static (row, fact) => new ContractSourceRow(row).Fact(fact)),
        new(
            "contract-source-columns",
            ContractSourceColumnRow.Table,
            ContractSourceColumnRow.FactColumns,
            static row => ContractSourceColumn(row).Entity,
            static (row, fact) => new ContractSourceColumnRow(row).Fact(fact),
            new DefaultParent("source", ContractSourceColumnRow.Columns.SourceId, ContractSourceRow.Table, ContractSourceRow.Columns.Code)),
        new("erasure-map", ErasureMapEntryRow.Table, ErasureMapEntryRow.FactColumns, static row => ErasureMapEntry(row).Entity, static (row, fact) => new ErasureMapEntryRow(row).Fact(fact))
        {
            RowsPerStep = 200,
        },
    ];

    static NoticeRuleRow NoticeRule(IReadOnlyDictionary<string, string> row) => new()
    {
        RuleId = row["rule_id"],
        Version = Number(row["version"]),
        Sequence = Number(row["sequence"]),
        ValidFrom = Day(row["valid_from"]),
        ValidTo = Day(row["valid_to"]),
        Kind = NoticeRuleKindCodes.FromCode(row["kind"]),
        Mode = NoticeRuleModeCodes.FromCode(row["mode"]),
        Party = NoticeRulePartyCodes.FromCode(row["party"]),
        CustomerTypes = Text(row["customer_types"]),
        ContractKinds = Text(row["contract_kinds"]),
        PayPeriods = Text(row["pay_periods"]),
        Terms = NoticeRuleTermsCodes.FromCode(row["terms"]),
        ConcludedFrom = Day(row["concluded_from"]),
        ConcludedTo = Day(row["concluded_to"]),
        ReceiptFrom = Day(row["receipt_from"]),
        Needs = Text(row["needs"]),
        First = NoticeRuleFirstCodes.FromCode(row["first"]),
        CapMonths = Number(row["cap_months"]),
        CapFrom = NoticeRuleCapFromCodes.FromCode(row["cap_from"]),
        FirstIncluded = row["first_included"] == "yes",
        Then = Text(row["then"]),
        Period = Text(row["period"]),
        Tiers = Text(row["tiers"]),
        Cutoff = Text(row["cutoff"]),
        Anchor = Text(row["anchor"]),
        LegalSource = Text(row["legal_source"]),
        Confidence = NoticeRuleConfidenceCodes.FromCode(row["confidence"]),
        NoteEn = Text(row["note_en"]),
        NoteDe = Text(row["note_de"]),
        Origin = NoticeRuleOrigin.Shipped,
    };

    static HolidayRuleRow HolidayRule(IReadOnlyDictionary<string, string> row) => new()
    {
        RuleId = row["rule_id"],
        Version = Number(row["version"]),
        Calendars = Text(row["calendars"]),
        Kind = HolidayRuleKindCodes.FromCode(row["kind"]),
        Month = Number(row["month"]),
        Day = Number(row["day"]),
        EasterOffset = Number(row["easter_offset"]),
        Weekday = HolidayRuleWeekdayCodes.FromCode(row["weekday"]),
        Direction = HolidayRuleDirectionCodes.FromCode(row["direction"]),
        FromYear = Number(row["from_year"]),
        ToYear = Number(row["to_year"]),
        NameEn = Text(row["name_en"]),
        NameDe = Text(row["name_de"]),
        LegalSource = Text(row["legal_source"]),
        NoteEn = Text(row["note_en"]),
        NoteDe = Text(row["note_de"]),
        Origin = HolidayRuleOrigin.Shipped,
    };

    static ReasonRow Reason(IReadOnlyDictionary<string, string> row) => new()
    {
        Code = row["code"],
        Version = Number(row["version"]),
        SortOrder = Number(row["sort_order"]),
        NeedsApproval = row["needs_approval"] == "yes",
        Name = Text(row["name"]),
        NameDe = Text(row["name_de"]),
        Origin = ReasonOrigin.Shipped,
    };

    static PlaybookRow Playbook(IReadOnlyDictionary<string, string> row) => new()
    {
        Code = row["code"],
        Version = Number(row["version"]),
        AppliesTo = PlaybookAppliesToCodes.FromCode(row["applies_to"]),
        MinimumLeadDays = Number(row["minimum_lead_days"]),
        Name = Text(row["name"]),
        NameDe = Text(row["name_de"]),
        Origin = PlaybookOrigin.Shipped,
    };

    static TaskTemplateRow TaskTemplate(IReadOnlyDictionary<string, string> row) => new()
    {
        Code = row["code"],
        Version = Number(row["version"]),
        Sequence = Number(row["sequence"]),
        Activity = TaskTemplateActivityCodes.FromCode(row["activity"]),
        Anchor = TaskTemplateAnchorCodes.FromCode(row["anchor"]),
        Offset = Number(row["offset"]),
        OffsetUnit = TaskTemplateOffsetUnitCodes.FromCode(row["offset_unit"]),
        OwnerRole = TaskTemplateOwnerRoleCodes.FromCode(row["owner_role"]),
        Condition = TaskTemplateConditionCodes.FromCode(row["condition"]),
        Mandatory = row["mandatory"] == "yes",
        Subject = Text(row["subject"]),
        SubjectDe = Text(row["subject_de"]),
        Text = Text(row["text"]),
        TextDe = Text(row["text_de"]),
        Origin = TaskTemplateOrigin.Shipped,
    };

    static FeedbackQuestionRow FeedbackQuestion(IReadOnlyDictionary<string, string> row) => new()
    {
        Name = row["question_key"],
        QuestionKey = row["question_key"],
        Version = Number(row["version"]),
        Sequence = Number(row["sequence"]),
        AnswerType = FeedbackQuestionAnswerTypeCodes.FromCode(row["answer_type"]),
        Constructive = row["constructive"] == "yes",
        Question = row["question"],
        QuestionDE = row["question_de"],
        Origin = FeedbackQuestionOrigin.Shipped,
    };

    static ThemeRow Theme(IReadOnlyDictionary<string, string> row) => new()
    {
        Code = row["code"],
        ThemeKey = row["code"],
        Version = Number(row["version"]),
        Threshold = Number(row["threshold"]),
        Name = row["name"],
        NameDE = row["name_de"],
        Origin = ThemeOrigin.Shipped,
    };

    static TalkQuestionRow TalkQuestion(IReadOnlyDictionary<string, string> row) => new()
    {
        Code = row["code"],
        Version = Number(row["version"]),
        SortOrder = Number(row["sort_order"]),
        Reasons = Text(row["reasons"]),
        Name = Text(row["name"]),
        NameDe = Text(row["name_de"]),
        Answer = Text(row["answer"]),
        AnswerDe = Text(row["answer_de"]),
        Origin = TalkQuestionOrigin.Shipped,
    };

    /// <summary>An example: nobody reads it until an admin puts it to use.</summary>
    static ContractSourceRow ContractSource(IReadOnlyDictionary<string, string> row) => new()
    {
        Code = row["code"],
        Version = Number(row["version"]),
        Name = Text(row["name"]),
        SourceTable = Text(row["source_table"]),
        AccountColumn = Text(row["account_column"]),
        NameColumn = Text(row["name_column"]),
        ActiveColumn = Text(row["active_column"]),
        ActiveValues = Text(row["active_values"]),
        SortOrder = Number(row["sort_order"]),
        Origin = ContractSourceOrigin.Shipped,
    };

    static ContractSourceColumnRow ContractSourceColumn(IReadOnlyDictionary<string, string> row) => new()
    {
        Code = row["code"],
        Version = Number(row["version"]),
        Name = row["contract_fact"] + " = " + (Text(row["source_column"]) ?? Text(row["constant"])),
        ContractFact = row["contract_fact"],
        SourceColumn = Text(row["source_column"]),
        Constant = Text(row["constant"]),
        ValueMap = Text(row["value_map"]),
        Unit = ContractSourceColumnUnitCodes.FromCode(row["unit"]),
        Origin = ContractSourceColumnOrigin.Shipped,
    };

    static LetterTemplateRow LetterTemplate(IReadOnlyDictionary<string, string> row) => new()
    {
        TemplateKey = row["template_key"],
        Kind = LetterTemplateKindCodes.FromCode(row["kind"]),
        Language = LetterTemplateLanguageCodes.FromCode(row["language"]),
        Address = LetterTemplateAddressCodes.FromCode(row["address"]),
        Formality = LetterTemplateFormalityCodes.FromCode(row["formality"]),
        Version = Number(row["version"]),
        Name = Text(row["name"]),
        Subject = Text(row["subject"]),
        Body = Text(row["body"]),
        Origin = LetterTemplateOrigin.Shipped,
    };

    static ToneWordRow ToneWord(IReadOnlyDictionary<string, string> row) => new()
    {
        WordKey = row["word_key"],
        Version = Number(row["version"]),
        Language = ToneWordLanguageCodes.FromCode(row["language"]),
        Kind = ToneWordKindCodes.FromCode(row["kind"]),
        Name = Text(row["name"]),
        Suggestion = Text(row["suggestion"]),
        Origin = ToneWordOrigin.Shipped,
    };

    static ErasureMapEntryRow ErasureMapEntry(IReadOnlyDictionary<string, string> row) => new()
    {
        EntryKey = row["entry_key"],
        Version = Number(row["version"]),
        TableName = row["table_name"],
        Column = row["column"],
        RecordClass = row["record_class"],
        Category = Text(row["category"]),
        Method = ErasureMapEntryMethodCodes.FromCode(row["method"]),
        Condition = Text(row["condition"]),
        Ground = Text(row["ground"]),
        Note = Text(row["note"]),
        Origin = ErasureMapEntryOrigin.Shipped,
    };

    static RecordClassRow RecordClass(IReadOnlyDictionary<string, string> row) => new()
    {
        Code = row["code"],
        Version = Number(row["version"]),
        SortOrder = Number(row["sort_order"]),
        Name = Text(row["name"]),
        NameDe = Text(row["name_de"]),
        Origin = RecordClassOrigin.Shipped,
    };

    static RetentionRuleRow RetentionRule(IReadOnlyDictionary<string, string> row) => new()
    {
        RuleId = row["rule_id"],
        Version = Number(row["version"]),
        Pack = Text(row["pack"]),
        RecordClass = Text(row["record_class"]),
        Flags = Text(row["flags"]),
        SectorsAny = Text(row["sectors_any"]),
        SectorsNone = Text(row["sectors_none"]),
        StartEvents = Text(row["start_events"]),
        StartPick = RetentionRuleStartPickCodes.FromCode(row["start_pick"]),
        Period = Number(row["period"]),
        Unit = RetentionRuleUnitCodes.FromCode(row["unit"]),
        Rounding = RetentionRuleRoundingCodes.FromCode(row["rounding"]),
        GraceDays = Number(row["grace_days"]),
        OpenProceedings = row["open_proceedings"] == "yes",
        CapYears = Number(row["cap_years"]),
        Ground = RetentionRuleGroundCodes.FromCode(row["ground"]),
        TieRank = Number(row["tie_rank"]),
        CutBy = Text(row["cut_by"]),
        RestrictMonths = Number(row["restrict_months"]),
        Action = RetentionRuleActionCodes.FromCode(row["action"]),
        EffectiveFrom = Day(row["effective_from"]),
        EffectiveTo = Day(row["effective_to"]),
        StartFrom = Day(row["start_from"]),
        StartTo = Day(row["start_to"]),
        Active = row["active"] == "yes",
        LegalSource = Text(row["legal_source"]),
        Confidence = RetentionRuleConfidenceCodes.FromCode(row["confidence"]),
        NoteEn = Text(row["note_en"]),
        NoteDe = Text(row["note_de"]),
        Origin = RetentionRuleOrigin.Shipped,
    };

    static string? Text(string cell) => cell.Length == 0 ? null : cell;

    static int? Number(string cell) => cell.Length == 0 ? null : int.Parse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    static LocalDate? Day(string cell) => cell.Length == 0 ? null : LocalDate.Parse(cell);
}
