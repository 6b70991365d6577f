"""Whether the form of a phrase says that a firm makes something, whatever the trade is called.

"SME pleating filter cloth in Daegu", "두부 쑤는 소기업": who names itself, something that is done, and goods that it is
done to, makes these goods. Lists of crafts never end, so only what is *not* making is listed here: verbs of trade,
service and office work, and what no factory makes: people, houses, land. What neither says stays unsaid.
"""

from __future__ import annotations

import re

from knowledge.normalise import squash
from rules.regions import find_regions

_FIRM_EN = r"(?:smes?|compan(?:y|ies)|firms?|shops?|plants?|factory|factories|mill|workshop|works|outfit|business|enterprise|manufactory|family|operation)"
# Where the firm is, and since when: what may stand between its name and what it does.
_BETWEEN_EN = (
    r"(?:,? (?:\([^()]{1,30}\)|(?:in|near|from|at|outside|of|on) (?:the |an? )?[a-z-]+(?: (?:city|province|county))?|with (?:an?|our|one|two|its) "
    r"(?:[a-z-]+ ){0,2}(?:factory|plant|workshop|shop)|by (?:law|certificate|status)|legally|on paper|based|located|here|since \d{4}|with \d{1,4} (?:people|staff|employees|workers))){0,4}"
)
# Not done to goods, or not what changes them.
_NO_MAKING_EN = (
    r"(?:re-?sell|sell|buy|purchas|sourc|import|export|trad|deal|distribut|wholesal|retail|market|advertis|promot|broker|stock|stor|warehous|keep|hold|handl|deliver|transport|ship|haul|carry|mov|forward|dispatch|"
    r"courier|suppl|provid|offer|serv|render|repair|fix|mend|servic|maintain|overhaul|refurbish|restor|tun|tow|inspect|test|check|calibrat|certif|measur|survey|monitor|install|fit|mount|set|lay|wir|decorat|renovat|demolish|"
    r"construct|develop|design|draft|engineer|program|cod|writ|publish|film|shoot|record|stream|host|broadcast|translat|consult|advis|audit|account|insur|lend|invest|financ|rent|leas|hir|let|loan|clean|wash|launder|sweep|"
    r"guard|secur|teach|train|coach|educat|tutor|treat|heal|nurs|groom|walk|breed|rais|rear|farm|grow|cultivat|plant|harvest|pick|catch|fish|hunt|min|dig|quarry|salvag|collect|gather|dispos|dump|pil|own|run|operat|manag|"
    r"employ|us|need|want|hop|look|plann|think|try|apply|appl|ask|wonder|wish|aim|seek|consider|work|do|hav|be|go|com|get|giv|tak|put|bring|see|say|tell|know|turn|start|begin|open|clos|end|stop|leav|stay|remain|"
    r"liv|earn|mak|pay|cost|expect|intend|requir|request|involv|includ|belong|follow|lead|join|help|support|improv|increas|reduc|sav|lower|introduc|adopt|digiti[sz]|digitali[sz]|automat|upgrad|connect|replac|chang|becom|"
    r"represent|call|regard|concern|accord|depend|exist|last|miss|lack|consum|contain|stack|load|lik|lov|prefer|fac|meet|reach|wait|hear|read|learn|study|speak|talk|writ|send|receiv|accept|order|book|schedul|organi[sz]|cater|host|tour|drive|driv|fly|sail|"
    r"sitt?|stand|struggl|compet|expand|mov|relocat|situat|hous|shar|show|display|demonstrat|exhibit|research|analy[sz]|count|weigh|track|trac|bill|invoic|rank|remov|quot|"
    r"sharpen|wrap|scan|cop|spray|blast|scaffold|weed|prun|mow|trim|dredg|div|escort|patrol|photograph|model|act|play|sing|danc|entertain|feed|stag|conduct|administ|issu|recruit|interview|match|introduc|refer|list|apprais|valu|"
    r"auction|mediat|negotiat|defend|fil|typ|lift|lower|pull|push|climb|pilot|moor|berth|ferr|chart|charter|subcontract|outsourc|contract|ditch|drop|scrap|abandon|switch|swap|spend|los|surviv|shift|rely|reli|retir|shut|modern|moderni[sz]|boost|streamlin|overs|overse|oversee|suffer|enjoy|eras|eliminat|forget|exceed|cover|clear|lift|retain|attract|target|pursu|explor|evaluat|compar|assess|gain|win|pass|fail|post|report|claim|declar|register|enter|exit|approach|near|border|host|found|celebrat|mark|turn|test|commission|licens|brand|label|repack|sort|grad)"
)
_ING = re.compile(
    rf"\b{_FIRM_EN}\b{_BETWEEN_EN},? (?:now |mostly |mainly |specialised in |specialized in )?(?:which is |that is )?(?P<verb>[a-z]{{2,14}})ing(?: and [a-z-]+ing)? (?P<object>[a-z][a-z' -]{{2,60}})"
)
# "the plant in Jinju stamps brackets": a verb, where goods that are known as such follow.
_FINITE = re.compile(
    rf"\b(?:our|the|my|an?|this) (?:\w+ )?{_FIRM_EN}(?<!s)\b{_BETWEEN_EN}(?: (?:that|which))? (?:mainly |mostly |also )?(?P<verb>[a-z]{{2,12}}?)(?:s|es) (?P<object>[a-z][a-z' -]{{2,40}})"
)
# "we braid mooring ropes": the same without an ending.
_WE_DO = re.compile(
    r"\b(?:we|i|they)(?: (?:mainly|mostly|also|still|just|only|both|all))? (?P<verb>[a-z]{3,12}?)(?:e|y)? (?P<object>[a-z][a-z' -]{2,40})"
)
_NO_VERB_WORD = re.compile(
    r"(?:[a-z]+ly|already|never|ever|even|now|here|there|can|could|would|will|must|should|may|might|did|had|are|am|was|were|too|then|always|often|two|three|four|five|not|n't|for|from|with|and|or|but|have|has|hav|mad|bought|sold|got|gav|took|brought|lost|kept|sent|found|left|plan|use|love|like|pawn|recover|steal|lov|throw|burn|toss|hand|[a-z]+ed)"
)
_NO_VERB_EN = re.compile(rf"(?:{_NO_MAKING_EN})(?P<doubled>[a-z]?)$")
# A word after which the goods have been named.
_AFTER_GOODS = re.compile(
    r"(?:(?<!kinds)(?<!sorts)(?<!types)(?<!range)(?<!variety)(?<!pieces)(?<!pairs) of| (?:for|in|at|from|with|into|out|and|or|on|to|near|by|that|which|who|but|so|since|as|using|we|is|are|can|would|after|under|over|based|like|here|there|only|all|basic|advanced))\b.*"
)
# What is served, kept, built or driven, not made in a factory; and what is no thing at all.
_NO_GOODS_EN = re.compile(
    r"(?:^|\b)(?:operators?|contractors?|brokers?|dealers?|agents?|providers?|compan(?:y|ies)|firms?|business(?:es)?|shops?|lots?|garages?|designs?|schools?|academ(?:y|ies)|agenc(?:y|ies)|supplies|courses|magazines?|museums?|studios?|cent(?:er|re)s?|software|collections?|inspectors|instructors|teachers|talents?|minds|(?:partner|relation|friend)ships|it|them|this|that|these|those|him|her|us|you|me|one|ones|everything|anything|nothing|something|things|stuff|people|persons|customers|clients|patients|students|children|kids|babies|guests|tourists|visitors|passengers|workers|staff|employees|"
    r"dogs|cats|pets|horses|cows|cattle|pigs|chickens|hens|bees|fish farms|animals|plants|flowers|trees|crops|vegetables|lawns|gardens|fields|land|hair|nails|skin|teeth|bodies|cars|vehicles|trucks|buses|taxis|ships|aircraft|houses|homes|flats|apartments|offices|buildings|meals|lunches|dinners|breakfasts|banquets|coffee|drinks|cocktails|dishes|boreholes|pianos|"
    r"roads|bridges|tunnels|streets|walls|roofs|wells|harbou?rs|sites|rooms|kitchens|bathrooms|parks|pools|windows|floors|money|loans|funds|taxes|books|accounts|data|files|records|documents|papers|software|apps|websites|programs|games|films|movies|videos|music|songs|photos|"
    r"pictures|events|weddings|parties|tours|trips|classes|lessons|courses|services|systems|networks|projects|plans|ideas|solutions|jobs|orders|goals|costs|time|levels?|tracks?|smart|digital|automation|control|ahead|forward|up|down|out|off|on|over|back|away|around|about|well|hard|fine|good|waste|rubbish|garbage|trash|scrap|sewage|snow|business|trade|sales|suppliers|vendors|partners|buyers|dealers|shareholders|investors|owners|managers|engineers|spreadsheets|excel|tablets|defects|errors|ledgers|logs|logbooks|labou?r|shortages|paperwork|losses|profits|revenue|turnover|debts?|interest|rent|"
    r"permits?|licen[cs]es?|patents|certificates?|standards|rules|acres|much|many|more|less|enough|(?<! )(?:machines?|machinery|equipment)|[a-z]+(?:ing|ment|tion|sion|ness|ity|ance|ence|ship|hood|ism|cy))$"
)

_FIRM_KO = r"(?:(?:작은|조그만|조그마한|자그마한|영세한?|가족|시골|동네|소규모|평범한|오래된) ?)*(?:중소|중견|소기업|소규모|영세|공장|공방|업체|회사|기업|제조|일(?=을? ?(?:합|해|하)))"
# It is the writer's trade where the firm is what is said to be, and nothing that something is asked of: "붙는 업체가 많나요".
_IS_OURS_KO = (
    r"(?=이?(?:에요|예요|여요|고(?![가-힣])|고요|구요|라(?![면도])|며(?![가-힣])|지만)|인데|인디|임(?=$|[ .,!])|입니|입죠|임니|야|여(?=$|[ .,!])|올시다|"
    r" ?(?:을 |를 )?(?:하나 ?)?(?:합니|해요|하는데|하고|하거든|하는 |운영|차려|경영)|[.,·/]|$| (?!많|몇|수|있|없|얼마|어디|어느|비율|명단|목록|중에|가운데|뽑)[가-힣]{1,4}(?=$|[ .,])| ?일(?:을)? ?(?:합|해|하))"
)
# At whose door food is eaten is a restaurant, but not these: "두부 쑤는 집".
_COOKS = re.compile(
    r"(?:굽|삶|끓이|볶|튀기|찌|부치|마|뜨|무치|썰|비비|데치|쑤|지지|졸이|조리|고|덖|우리|담그|말|빚|내리|차리|섞|굴리|절이|익히)$"
)
_KEPT_FOOD = re.compile(r"(?:두부|묵|메주|엿|조청|된장|고추장|간장|떡|한과|과자|젓갈|식초|누룩)[을를도만]?$")
_DOES_KO = re.compile(
    r"(?:^|[ .,])(?P<object>[가-힣]{1,10}) (?:(?:직접|전문으로|주로|손으로|기계로|대대로) )?(?P<verb>[가-힣]{1,3})는 ?"
    rf"(?:{_FIRM_KO}|(?P<house>집))(?:기업|업체|회사|공장|소)?{_IS_OURS_KO}"
)
# To have, trade, carry, mend, keep, grow, serve or wish something; and verbs that every clause may have.
_NO_VERB_KO = re.compile(
    r"(?:하|되|있|없|않|못하|같|이|오|가|나|나오|주|받|쓰|보|찾|알|모르|원|바라|다니|다녀|들어가|들어오|나가|나오|다루|팔|파|사|사오|떼|넘기|대|넣|싣|나르|옮기|실어나르|배달|고치|손보|닦|씻|빨|치우|쓸|청소|빌리|빌려주|꾸|맡|맡기|지키|돌보|모시|태우|재우|먹이|키우|기르|치|잡|캐|심|"
    r"가꾸|따|줍|주우|거두|낚|가르치|배우|그리|쓰|적|세|세우|부수|헐|허무|깔|놓|달|꽂|매달|꾸미|바꾸|갈|설치|돌리|굴리|운영|이끌|꾸리|차리|열|벌|먹|마시|놀|쉬|살|죽|크|커지|자라|늘|줄|남|모자라|부족|필요|겪|느끼|믿|걱정|생각|기다리|만나|부르|듣|묻|물|말|읽|보내|들이|"
    r"들여오|모으|쌓|담|싸|나누|고르|재|달아|맞|틀리|맞추|지나|넘|넘어가|걸리|끼|끼치|얻|잃|내|내리|올리|올라가|빼|더하|끝나|끝내|시작|멈추|쉬|버리|비우|채우|내보내|내놓|대주|해주|시키|미치|속하|딸리|끌|밀|당기|타|몰|날|뛰|걷|달리|눕|앉|서|뜨|돌|사귀|지|짓|틀|켜|끄|다|노|여|거|터|푸|미|우|아|까|트|드|무|부|느|때우|뚫|바르|긁|뜯|쏘|붙이|메우|파내|퍼내|끼우|뿌리|다리|줄이|늘리|고쳐|손질|베|갈아끼우|뽑아가|실어|수선하)$"
)
_NO_OBJECT_KO = re.compile(
    r"(?:에서|에게|한테|으로|로|에|께|은|는|고|며|게|서|면|지|도록|까지|부터|처럼|만큼|보다|마다|밖에|이나|거나|는데|지만|니까|라서|다가|습니다|어요|아요|해요|에요|예요|이요|요|죠|네|음)$|"
    r"^(?:잘|못|안|더|다|또|좀|꼭|막|참|늘|참|새|계속|아주|매우|많이|조금|같이|함께|혼자|직접|지금|이미|아직|먼저|나중|처음|매일|가끔|항상|주로|거의|바로|따로|서로|스스로|우리|저희|제가|내가|우리가|저희가|우린|저는|나는|사람|손님|고객|환자|학생|아이|직원|인력|돈|집|건물|아파트|상가|사무실|"
    r"땅|밭|논|길|다리|도로|차|자동차|트럭|배|개|소|돼지|닭|벌|강아지|고양이|애완동물|말|나무|꽃|머리|손톱|옷장|사진|영상|영화|음악|책|글|그림|광고|앱|프로그램|게임|자료|서류|정보|세금|보험|땀|꿈|이름|말씀|힘|시간|기회|문제|도움|지원|혜택|빚|자격|요건|조건|기준|서류|신청|매출|수익|이익|손해|일|것|거|수|줄|데|바|때)(?:을|를|이|가|도|만)?$"
)


# What is made, and is no goods: programs, pictures, papers, what happens, what is felt. Whoever makes no more than that
# may still be a manufacturer that says so of itself ("행복을 만드는 회사"): of most of these nothing follows.
SOFT_KO = r"(?:(?<!보드)(?<!보드 )게임|앱|어플|홈페이지|웹사이트|사이트|프로그램|소프트웨어|컨텐츠|콘텐츠|영상|동영상|광고|솔루션|(?<![a-z])(?:erp|mes)|웹툰|웹소설|전자책|오디오북|이모티콘|챗봇|메타버스|팟캐스트|자막|만화|드라마|영화|방송|다큐(?:멘터리)?|음반|음악|애니메이션|유튜브|뮤지컬|책표지|카탈로그|로고)"
_NO_MATTER_KO = (
    r"(?:추억|기억|인맥|행복|가치|문화|희망|미래|세상|사회|사람|인재|인연|관계|신뢰|일자리|고용|수익|이익|매출|기회|네트워크|커뮤니티|공동체|모임|조직|브랜드|이미지|캐릭터|스토리|이야기|역사|경험|체험|공간|행사|이벤트|공연|콘서트|축제|캠페인|전시회|여행|투어|"
    r"(?:여행|관광|체험) ?코스|(?:여행|관광|보험|금융|투자) ?상품|프로젝트|계획|전략|일정|예산|기획안?|시안|디자인|(?<!해)양식|(?:계획|기획|제안|보고|신청|신고|계약|견적|설명|명세|확인|증명|인증)서|리포트|서류|문서|논문|뉴스|통계|자료|데이터|정보|노래|폰트|알고리즘|(?:(?<![가-힣])|(?<=[은는]))지도|도면|설계도|투시도|조감도|렌더링|번역|교육 ?과정|커리큘럼|강의|강좌|"
    r"회의록|서식|[가-힣]{2}제표|비교표|시간표|목록|명단|순위|점수|등급|결과|후기|리뷰|사진|대본|원고|레시피|(?<![가-힣])글|기사|칼럼|소식지|카드뉴스|콘티|스크립트|녹음 ?(?:파일)?|음원|멜로디|작품집|포트폴리오|유튜브 ?채널|구독|회원|멤버십|팬덤|쿠폰|화폐|코인|토큰|인공 ?지능|매크로|코딩|플러그인|템플릿|스프레드시트|엑셀|시뮬레이션|대시보드|"
    r"습관|건강|웃음|감동|재미|즐거움|평화|(?<![가-힣])꿈|(?<![가-힣])삶|시간|마음|분위기|예술|교육|지식|아이디어|컨셉|콘셉트|정책|제도|표준|규칙|법안|공약|여론|소문|거래|계약|투자|펀드|대출|시장|판로|실적|성과|성공|상권|동네|마을|도시|환경|서비스|안내|상담|수업|교안|문항|시험 ?문제|퀴즈|게시물|썸네일|자격증|학위|특허|상표권|저작권|"
    r"플랫폼|가상 ?현실|(?:데이터|수익|비즈니스|사업|시뮬레이션|학습|예측|언어|수학|3d|ai|인공지능) ?모델|(?:클라우드|전산|관리|예약|정보|결제) ?시스템|전력|(?:(?<![가-힣])|(?<=[은는]))전기)"
)
NO_GOODS_KO = rf"(?:{SOFT_KO}|{_NO_MATTER_KO})"
# "모니터와 앱": it is no more than the second of two.
BY_ITSELF_KO = r"(?<![와과랑및])(?<![와과랑및] )"
# "Board games" and "scale models" are goods.
_NO_MATTER_EN = (
    r"(?:reviews?|ratings|ads?|memes|(?:blog|media) posts|newsletters?|speeches|scripts|essays|recipes|horoscopes|manuals|(?:travel|city|user) guides|quizzes|questionnaires|spreadsheets|dashboards?|simulations?|tutorials|infographics|thumbnails|transcripts|summaries|minutes|lists|rankings|scores|plug-?ins|macros|bots|password managers|"
    r"(?:artificial )?intelligence|research|studies|knowledge|insights?|advice|strateg(?:y|ies)|polic(?:y|ies)|laws|rules|budgets?|estimates|quotes|invoices|sales|transactions|payrolls?|introductions|bets|tokens|crypto(?:currenc\w+)?|insurance|funds|peace|love|fun|laughter|habits|health|time|noise|friendships|leaders|talents?|people|society|impact|"
    r"apps?|software|web ?sites?|web ?pages|videos?|movies|documentar(?:y|ies)|podcasts?|content|music|songs?|jingles?|playlists?|(?:radio|tv) spots?|subtitles|captions|translations?|e-?books?|audio ?books?|(?<!board )(?<!card )games|(?:mobile|video|computer|online) game|chat ?bots?|digital twins?|emojis?|fonts|avatars|"
    r"(?:wedding|corporate|documentary|short|feature|promotional) films?|(?:tv|radio|variety) programmes?|shows|plays|concerts?|musicals?|live ?streams?|broadcasts?|animations?|renderings?|visuali[sz]ations?|drawings|blueprints?|designs?|plans|reports?|documents|statistics|forecasts?|surveys|presentations|proposals?|(?:permit|patent|grant|visa|loan) applications|"
    r"permits?|contracts|agreements|deals?|reservations?|bookings?|appointments?|itinerar(?:y|ies)|tours?|trips|events?|campaigns?|festivals?|weddings|courses?|lessons|classes|curricul(?:um|a)|lectures|sermons?|memories|moments|experiences?|happiness|joy|dreams?|smiles|friends|jobs|careers|profits?|money|income|revenues?|returns|savings|wealth|"
    r"investments|brands?|networks|connections|communit(?:y|ies)|relationships|teams|partnerships|trust|ideas|stories|history|culture|opportunit(?:y|ies)|data(?:sets?|bases?| ?sets?)?|algorithms?|code|electricity|logos|maps|news|(?:news|blog|press) articles|adverts?|advertisements?|commercials|calls|loans?|payments?|deliver(?:y|ies)|decisions|progress|"
    r"(?:data|learning|voice|simulation|financial|business|language|ai|prediction|forecasting|statistical|3d|digital|revenue) models|(?:it|computer|social|cloud|information|payment|booking) systems|(?:[a-z]+ ){0,2}(?:online|as pdfs?|easier|better|faster))"
)
_PHRASE_ENDS = r"(?=$|[.,;:!?)]| (?:and|or|for|to|in|on|with|that|which|who|but|from|at|of|as|so|by|using|here|mostly|only|about|near|is|are|can|sme)\b)"
_JOINS_EN = r"(?:and|or|for|to|in|on|with|that|which|who|but|from|at|of|as|so|by|using|we|it|into|out|up)\b"
_MAKES_NO_GOODS = re.compile(
    rf"{BY_ITSELF_KO}(?:{NO_GOODS_KO}(?:[와과]|이?랑| ?및) ?)?(?:{NO_GOODS_KO}|(?<![a-z]){_NO_MATTER_EN})(?:들)?(?:을|를|도|만)? ?(?:(?:직접|주로|전문(?:으로)?|대신|같이|함께|많이|새로) ?)*(?:만[드든듭들]|(?:찍어 ?내|찍|뽑|짜)(?=[는고서아어])(?:[아어]?서 ?만[드듭들])?|(?:제작|생산|가공|제조)(?:을|를)? ?(?:전문 ?)?(?=하[는고며지거여]|합|해|함|인데|이[에예고며구]|입|임|업|사(?![가-힣])|전문|대행|중소|중견|소기업|회사|기업|업체|스튜디오|팀|[,.]|$))|"
    rf"\b(?:mak|produc|craft|build|creat|manufactur|process|assembl)(?:e|es|s|t?ing)? (?:(?!{_JOINS_EN})[\w'&-]+ ){{0,4}}?{_NO_MATTER_EN}{_PHRASE_ENDS}|"
    r"\b(?<!board )(?<!card )(?:video|music|content|event|app|game|tv|movie|(?<!plastic )(?<!optical )film|podcast|media|theatre|concert|animation|policy|decision|deal|match|money|memory|map|playlist)[ -]?(?:making|makers?|producers?|producing)(?! (?:machin\w+|equipment)\b)\b"
)


_MAKES_ANYTHING = re.compile(
    r"만[드든듭들]|찍|뽑|짜|제작|생산|가공|제조|mak|produc|craft|build|creat|manufactur|process|assembl"
)


def without_no_goods(text: str, squashed: str) -> tuple[str, str]:
    """Both texts without what is said of making something that is no goods: "we make memories", "보고서 제작합니다"."""
    if not _MAKES_ANYTHING.search(text):
        return text, squashed  # all that follows is slow
    for one in _MAKES_NO_GOODS.finditer(text):
        squashed = squashed.replace(squash(one.group()), "#")
    return _MAKES_NO_GOODS.sub("#", text), _MAKES_NO_GOODS.sub("#", squashed)


# What such verbs say of a firm that is named by nothing else: it serves.
_SERVES_EN = re.compile(
    r"(?:repair|fix|mend|servic|maintain|overhaul|refurbish|tow|haul|transport|deliver|ship|install|clean|wash|launder|rent|leas|guard|demolish|renovat|decorat|calibrat|inspect|translat|insur|teach|tutor|groom|breed|rais|rear|farm|salvag|re-?sell|import|distribut|wholesal|retail|courier|dredg|quarry|landscap|broker)(?P<doubled>[a-z]?)"
)
_SERVES_KO = re.compile(
    r"(?:고치|손보|나르|실어나르|배달|빌려주|대여해주|고쳐주|달아주|설치해주|닦|치우|돌보|모시|태우|키우|기르|가르치|꾸미|뜯|철거하|수리하|정비하|설치하|시공하|운송하|배송하|임대하|대여하|청소하|수입하|유통하)"
)
_LAID = re.compile(
    r"(?:장판|바닥|마루|타일|데코타일|벽지|도배지|케이블|통신선|전선|상수도관|하수관|잔디|아스팔트|보도블[록럭])[을를도만]?$"
)


_SERVES_FINITE = re.compile(
    r"(?:groom|repair|mend|tow|haul|teach|breed|rais|rear|launder|rent|guard|demolish|clean|cater|landscap|tutor)e?"
)


def served_by_form(text: str) -> bool:
    """Whether a firm is said to do something that is a service: "SME towing barges", "농기계 고치는 일"."""
    return (
        any(
            (found := _SERVES_EN.fullmatch(one["verb"])) is not None
            and (not found["doubled"] or found["doubled"] == one["verb"][-2])
            for one in _ING.finditer(text)
        )
        or any(_SERVES_FINITE.fullmatch(one["verb"]) for one in _FINITE.finditer(text))
        or any(
            (_SERVES_KO.fullmatch(one["verb"]) and not _NO_SUBJECT_KO.search(one["object"]))
            or (one["verb"] in ("까", "붙이", "놓", "바르", "심") and _LAID.search(one["object"]))
            for one in _DOES_KO.finditer(text)
        )
    )


# "제가 고치는 공장": no goods.
_NO_SUBJECT_KO = re.compile(r"(?:제가|우리가|저희가|내가|에서|으로|로|은|는|고|며|게|이|가)$")

# Goods by what stands last: "SME, car seat frames, Gimhae".
_GOODS_EN = (
    r"(?:\w*(?:parts|components|frames|boxes|seats|valves|pumps|gears|bearings|castings|forgings|mou?ldings|fittings|fixtures|stampings|pressings|weldments|sub-?assemblies|screws|bolts|nuts|springs|rings|seals|gaskets|hoses|pipes|tubes|flanges|cables|wires|harness(?:es)?|connectors|"
    r"terminals|motors|fans|heaters|boilers|burners|coolers|chillers|compressors|panels|sheets|plates|films|foils|dies|mou?lds|jigs|brackets|hinges|handles|knobs|bumpers|pedals|belts|wheels|tyres|tires|rims|axles|shafts|rods|rollers|rails|"
    r"chains|hooks|clamps|cranes|hoists|conveyors|filters|nozzles|lamps|lights|bulbs|lenses|mirrors|bottles|caps|lids|cans|jars|drums|tanks|vessels|trays|pallets|cartons|bags|sacks|pouches|labels|chairs|desks|cabinets|mattresses|"
    r"towels|fabrics?|cloth|yarns?|textiles|garments|uniforms|gloves|socks|shoes|soles|insoles|paints|coatings|adhesives|resins|chemicals|fertili[sz]ers|soaps?|detergents|cosmetics|noodles|tofu|kimchi|sauces|snacks|cookies|cakes|sausages|"
    r"toys|tools|blades|knives|machinery|transformers|switchboards|switches|sockets|circuit boards|pcbs|batteries|electrodes|semiconductors|wafers|ceramics|tiles|bricks|cement|hulls|propellers|implants|syringes|packaging|furniture|brakes|"
    r"clutches|pistons|cylinders|turbines|blowers|rotors|stators|sensors|actuators|controllers|radiators|exchangers|mufflers|pistons|sleeves|bushings|couplings|profiles|wipes|diapers|ropes|nets|needles|zippers|buttons|crates|stickers))"
)
_ARE_GOODS = re.compile(rf"\b{_GOODS_EN}$")
_GOODS_NAMED = re.compile(
    rf"(?:^|[.,;:] )(?:we(?:'re| are) (?:in|into) )?(?P<goods>(?:[a-z][a-z-]* ){{0,3}}{_GOODS_EN})(?=[.,;:]|$| (?:in|from|near|at) [a-z]+[.,;:])"
)
# Who sells, moves, mends or rents goods names them too.
_NO_MAKER_EN = re.compile(
    r"\b(?:re-?sell\w*|sells?|selling|sold|sales|imports?|importing|imported|importer|trad\w+|dealers?|dealing|distribut\w+|wholesal\w*|retail\w*|suppl(?:y|ies|iers?) of|stor(?:e|es|ing|age)|warehous\w+|shops?|rent\w*|leas\w+|hire|repair\w*|servic\w+|maint\w+|"
    r"install\w*|design\w*|software|used|spare|replacement|after-?market|branded|luxury|second-?hand|recondition\w+|agen(?:t|ts|cy)|brok\w+|consult\w*|logistics|transport\w*|deliver\w*|haul\w*|franchise|restaurant|caf[eé]|online|e-?commerce|contractors?|construction|brand|merchan\w+|procure\w*|inspect\w*|testing|no|not|without|never|nothing|n't|buy\w*|bought|want\w*|need\w*|would|like)\b"
)
# What nobody has in stock, for it is made to order or is no finished thing.
_TO_ORDER_EN = re.compile(
    r"(?:castings|forgings|mou?ldings|stampings|pressings|weldments|hulls|dies|mou?lds|jigs|seat frames|sub-?assemblies|(?:machined|pressed|stamped|moulded|turned|cast|forged|sheet-metal) (?:\w+ )?(?:parts|components))$"
)
_MACHINES_EN = re.compile(
    r"\b(?:our|the|all|an?|two|three|four|\d{1,2}|these|every|each) (?:\w+ ){0,2}?(?:machines?|machinery|presses|lines?(?! of\b)|lathes|kilns?|looms|furnaces?|ovens|robots?|mills?|plants?|factory|foundry|shop floor|production|processes|workshop|equipment)\b|\b(?:plant|factory|process automation|production (?:data|records))\b"
)
_TRADES_IN = re.compile(
    r"\b(?:re-?sell\w*|sells?|selling|sold|imports?|importing|imported|importers?|trad(?:e|es|ing|er|ers)|dealers?|dealing|deal in|distribut\w+|wholesal\w*|retail\w*|stor(?:e|es)|warehous\w+|shops?|rent(?:s|al|als|ing)?|leas(?:e|es|ing)|repair\w*|servic\w+|"
    r"install(?:s|ing|er|ers)?|second-?hand|agen(?:t|ts|cy)|brok\w+|consult\w*|logistics|haul\w*|franchise|online|e-?commerce|contractors?|merchan\w+|outsourc\w*|subcontract\w*|abroad|overseas|china|vietnam)\b|(?:판매|유통|수입|도매|소매|무역|수리|설치|임대|대여|대리점|쇼핑몰|팔아|팔고|팝니|외주|총판|영업)"
)


# The same in Korean: who "does" goods makes them, where other makers order these, or beside an own process.
_TO_ORDER_KO = (
    r"소재|부품|기자재|반제품|사출물|가공품|성형품|프레임|하네스|밑창|몰드|전해[액질]|[양음]극재|분리막|배터리 ?팩|촉매|도어 ?트림|내장재|외장재|주축|스핀들|(?:선박|선체) ?블록|기판|pcb|웨이퍼|잉곳|"
    r"(?:광학|카메라|비구면) ?렌즈|광학 ?필름|내화물|단조품|주강"
)
_GOODS_KO = (
    r"원료|첨가제|접착제|코팅제|세정제|안료|염료|도료|페인트|수지|펠렛|필름|시트|호스|고무|패킹|가스켓|벨트|원단|직물|원사|부직포|섬유|가죽|의류|속옷|양말|신발|가방|장갑|모자|침구|목재|합판|데크|가구|싱크대|문짝|창호|샷시|종이|박스|상자|포장재|라벨|용기|캡|"
    r"캔|파우치|볼트|너트|나사|스프링|베어링|기어|감속기|밸브|펌프|모터|실린더|파이프|강관|강판|철판|철선|와이어|케이블|전선|커넥터|단자|센서|모듈|안테나|배터리|변압기|배전반|조명|led|렌즈|안경테|디스플레이|반도체|기기|기계|장비|설비|계측기|로봇|금속|알루미늄|주철|"
    r"특장차|보트|요트|자전거|엔진|브레이크 ?패드|타이어|유리|세라믹|도자기|타일|벽돌|시멘트|콘크리트|화장품|비누|세제|의약품|임플란트|카테터|악기|완구|장난감|식품|음료|주스|과자|빵|떡|국수|라면|만두|김치|젓갈|장류|고추장|된장|간장|소스|햄|소시지|어묵|통조림|사료|비료|농약"
)
_DEALS_KO = rf"(?:을|를)? ?(?:쪽(?:을|으로)? ?)?(?:일(?:을)? ?)?(?:하(?:는 ?(?={_FIRM_KO})|고 ?있|고요|는데|거든)|합니다|해요|함(?=$|[ .,]))"
_DOES_GOODS_KO = re.compile(
    rf"(?:(?P<of>[가-힣a-z0-9]+) ?)?(?:(?P<ordered>{_TO_ORDER_KO})|(?P<goods>{_GOODS_KO})){_DEALS_KO}"
)
_OWN_PROCESS_KO = re.compile(
    r"공정(?:을|의|까지|도)? ?(?:까지 )?자동화|(?:설비|기계|라인)(?:를|을|의)? ?(?:실시간(?:으로)? |자동(?:으로)? )?제어|생산 ?(?:라인|설비|공정|기계)|(?:저희|우리) ?(?:라인|기계|설비|공정)"
)
# "구미 소재하는", "산단 소재하는": where it is.
_WHERE_KO = re.compile(r"(?:공단|산단|단지|지역|지방|권|국내|관내|[가-힣]{2}[시군구읍]|에)$")
# Material of building sites is fitted there; that of stories, tours and programs is no goods.
_FITTED_KO = re.compile(
    r"인테리어|건축|건설|전시|무대|조경|교육|콘텐츠|영상|사진|관광|여행|드라마|영화|방송|공연|웹툰|만화|소설|스토리|이야기|게임|앱|소프트|프로그램"
)


def _does_goods(text: str, *, plant: bool) -> bool:
    own_process = plant or _OWN_PROCESS_KO.search(text)
    return any(
        (one["ordered"] or own_process)
        and not _FITTED_KO.search(of := one["of"] or "")
        and not _is_where(one, of)
        for one in _DOES_GOODS_KO.finditer(text)
    )


def _is_where(found: re.Match[str], of: str) -> bool:
    of = of.rpartition("에서")[2]
    return found["ordered"] == "소재" and bool(not of or _WHERE_KO.search(of) or find_regions(of, asked=True))


# Goods that are no more than named, by what stands last: beside the firm's own plant these are what it makes.
_THING = re.compile(
    rf"(?:[a-z][a-z0-9-]* ){{0,3}}(?:{_GOODS_EN}|wires?|ropes?|cables?|steel|films?|feeds?|paints?|juices?|(?:bottled|mineral|drinking) water|glass|snacks?|crisps|bread|cakes?|oils?|rice|noodles?|sauces?|vinegar|liquor|beer|wine|soju|tea|coffee|milk|cheese|yogh?urt|meat|ham|laver|seaweed|salt|sugar|flour|starch|candy|chocolate|jam|drinks?|beverages?|"
    r"ingredients?|materials?|devices?|instruments?|equipment|machines?|tools?|modules?|pcb|chips?|electronics|optics|displays?|battery|electrolytes?|cathodes?|resins?|pellets?|plastics?|rubber|foam|flakes|paper|cardboard|tissue|pulp|timber|plywood|sofas?|beds?|doors?|concrete|ceramics?|pottery|porcelain|metals?|alumini?um|copper|brass|iron|alloys?|powders?|pesticides?|"
    r"toothpaste|shampoo|medicines?|tablets|capsules|drops|dolls|guitars?|pianos?|violins|leather|clothes|clothing|jewell?e?ry|umbrellas?|lamps?|leds?|harness|gearbox(?:es)?|engines?|trailers|boats|yachts|drones|robots|bicycles|bikes|covers|profiles?|coils?)|"
    rf"(?:업종(?:은|이)? ?)?(?:[가-힣a-z0-9]+ ?){{0,2}}(?:{_TO_ORDER_KO}|{_GOODS_KO}|[가-힣](?<!명)품|강화유리|장치|관절|깔창|한과|약과|제과|소주|맥주|막걸리|와인|특수강|합금|단열재|보온재|방향제|영양제|살균제|비타민|두부|가야금|침대|소파|매트리스|우산|거울|단추|지퍼|그릇|칼|공구)"
)
_NOT_NEW = re.compile(r"\b(?:used|old|vintage|rented|imported|waste|scrap|their|others?'?)\b|중고|폐|수입")


def is_goods(text: str) -> bool:
    """Whether a text names goods, and nothing else."""
    return bool(_THING.fullmatch(text)) and not _NOT_NEW.search(text)


def trades_in(text: str) -> bool:
    """Whether something is said of selling, moving, mending or renting, or of what others make."""
    return bool(_TRADES_IN.search(text))


def made_by_form(text: str) -> bool:
    """Whether a firm is said to do something to goods that changes them. `text` is lower-case with spaces."""
    if any(_is_making(one) for one in _ING.finditer(text)):
        return True
    if any(_is_making(one) and _ARE_GOODS.search(_goods(one)) for one in _FINITE.finditer(text)):
        return True
    if any(_does_to_goods(one) for one in _WE_DO.finditer(text)):
        return True
    return any(
        not _NO_VERB_KO.match(one["verb"])
        and not one["verb"].endswith(("하", "주", "시키"))
        and not _NO_OBJECT_KO.search(one["object"])
        and not (one["house"] and _COOKS.search(one["verb"]) and not _KEPT_FOOD.search(one["object"]))
        for one in _DOES_KO.finditer(text)
    )


def goods_named(text: str, *, plant: bool = False) -> bool:
    """Whether goods are named by themselves, beside machines to make them, as the trade of who tells its size.

    "SME, valves, Changwon" may sell them: it is asked. `plant`: one is known to be its own.
    """
    if trades_in(text):
        return False
    if _does_goods(text, plant=plant):
        return True
    made = plant or bool(_MACHINES_EN.search(text))
    return any(
        (made or _TO_ORDER_EN.search(one["goods"])) and not _NO_MAKER_EN.search(one["goods"])
        for one in _GOODS_NAMED.finditer(text)
    )


def _goods(found: re.Match[str]) -> str:
    return _AFTER_GOODS.sub("", f" {found['object']}").strip()


def _is_making(found: re.Match[str]) -> bool:
    verb = _NO_VERB_EN.fullmatch(found["verb"])
    if verb is not None and (not verb["doubled"] or verb["doubled"] == found["verb"][-2]):
        return False
    goods = _goods(found)
    return bool(goods) and not _NO_GOODS_EN.search(goods)


def _does_to_goods(found: re.Match[str]) -> bool:
    """Whether what "we" do is done to goods that are known as such, and no other verb stands before these."""
    goods = _goods(found)
    others = (one.rstrip("s") for one in goods.split()[:-1])
    return (
        bool(_ARE_GOODS.search(goods))
        and not _NO_VERB_WORD.fullmatch(found["verb"])
        and not any(
            _NO_VERB_WORD.fullmatch(one) or re.fullmatch(rf"(?:{_NO_MAKING_EN})e?", one) for one in others
        )
        and _is_making(found)
    )
